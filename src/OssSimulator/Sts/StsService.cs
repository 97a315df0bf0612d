using System.Text;
using System.Xml.Linq;
using OssSimulator.Faults;
using OssSimulator.Hosting;

namespace OssSimulator.Sts;

/// <summary>The security token service: reads a call, meets its faults, has it handled, notes it and answers.</summary>
internal sealed class StsService(
    SimulatorFaults faults, ServerClock clock, AssumeRole assumeRole, AssumeRoleWithOidc assumeRoleWithOidc, CallLog<StsCall> log)
{
    private const string Version = "2015-04-01";

    public static bool IsMeant(HttpRequest request, RequestTarget target) =>
        target is { Bucket: "", Key: "" }
        && (request.Headers.ContainsKey("x-acs-action") || target.Parameter("Action") is not null || StsRequest.IsForm(request));

    public async Task HandleAsync(HttpContext context, RequestTarget target)
    {
        var (unreadable, request) = await StsRequest.ReadAsync(context.Request, target);
        if (faults.Credentials.TakeStsDrop())
        {
            Note(request, null, null, null);
            context.Abort();
            return;
        }

        StsSession? session = null;
        var error = Meet() ?? unreadable ?? Handle(request, out session);
        Note(request, error?.Status ?? StatusCodes.Status200OK, error?.Code, session?.Key.Id);
        await AnswerAsync(context, request, error, session);
    }

    private StsError? Meet()
    {
        if (faults.Credentials.TakeStsRefuse()) return StsErrors.Unavailable;
        return faults.Credentials.TakeStsThrottle() ? StsErrors.Throttled : null;
    }

    private StsError? Handle(StsRequest request, out StsSession? session)
    {
        session = null;
        if (request.Version != Version) return StsErrors.WrongVersion;
        if (!HttpMethods.IsPost(request.Http.Method) && !HttpMethods.IsGet(request.Http.Method)) return StsErrors.UnknownAction;
        return request.Action switch
        {
            AssumeRole.Action => assumeRole.Handle(request, out session),
            AssumeRoleWithOidc.Action => assumeRoleWithOidc.Handle(request, out session),
            _ => StsErrors.UnknownAction,
        };
    }

    private void Note(StsRequest request, int? status, string? code, string? issued) =>
        log.Add(new StsCall(clock.Now, request.Action, request["RoleArn"], request["RoleSessionName"], status, code, issued));

    private static async Task AnswerAsync(HttpContext context, StsRequest request, StsError? error, StsSession? session)
    {
        var requestId = Guid.NewGuid().ToString().ToUpperInvariant();
        var document = error is not null
            ? StsDocument.Of(error, requestId, context.Request.Host.Value ?? "")
            : StsDocument.Of(request.Action!, requestId, session!);
        var body = Encoding.UTF8.GetBytes(request.WantsXml ? new XDocument(document).ToString() : PlainJson.Write(StsDocument.ToJson(document)));
        var response = context.Response;
        response.StatusCode = error?.Status ?? StatusCodes.Status200OK;
        response.Headers["x-acs-request-id"] = requestId;
        response.ContentType = request.WantsXml ? "text/xml;charset=utf-8" : "application/json;charset=utf-8";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }
}
