using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Telemetry;
using SignGateway.Uploads;

namespace SignGateway.Callbacks;

/// <summary>The route that OSS calls. It is outside user authentication: the signature and the ticket are its authentication.</summary>
internal static class CallbackEndpoint
{
    private const int MaxBodyBytes = 64 * 1024;

    public static void MapCallbacks(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(PublicUrls.CallbackRoute, ReceiveAsync).WithName("ReceiveCallback").WithSummary("The callback that OSS posts after an upload.");
        routes.MapOtherVerbs(PublicUrls.CallbackRoute, "POST");
    }

    private static async Task<IResult> ReceiveAsync(
        HttpContext context, ReceiveCallback receive, GatewayMeter meter, TimeProvider time, ILogger<ReceiveCallback> logger)
    {
        using var deadline = new CallbackDeadline(time);
        var outcome = await JudgeAsync(context.Request, receive, deadline);
        switch (outcome)
        {
            case CallbackOutcome.Recorded(var answer, var duplicate):
                meter.CalledBack(duplicate ? "duplicate" : "recorded");
                return new CallbackAnswer(answer, duplicate);
            case CallbackOutcome.Refused(var problem, var reason):
                meter.CalledBack(problem.Code);
                CallbackLog.Refused(logger, problem.Code, reason, OssRequestId(context.Request), context.TraceIdentifier);
                return new ProblemResult(problem);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static async Task<CallbackOutcome> JudgeAsync(HttpRequest request, ReceiveCallback receive, CallbackDeadline deadline)
    {
        var callback = new CallbackRequest(
            request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            request.Headers.Authorization,
            request.Headers["x-oss-pub-key-url"],
            request.ContentType);
        try
        {
            return await receive.ExecuteAsync(callback, token => ReadBodyAsync(request, token), deadline);
        }
        catch (LedgerUnavailableException)
        {
            return new CallbackOutcome.Refused(KnownProblems.LedgerUnavailable, "the ledger cannot be reached");
        }
        catch (OperationCanceledException)
        {
            return new CallbackOutcome.Refused(KnownProblems.LedgerUnavailable, "the deadline passed");
        }
        catch (BadHttpRequestException exception)
        {
            return new CallbackOutcome.Refused(KnownProblems.CallbackMalformed, exception.Message);
        }
        catch (IOException)
        {
            return new CallbackOutcome.Refused(KnownProblems.CallbackMalformed, "the connection ended before the body");
        }
    }

    private static async Task<byte[]?> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBodyBytes)
            return null;
        PipeReader reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > MaxBodyBytes || read.IsCompleted)
            {
                var body = read.Buffer.Length > MaxBodyBytes ? null : read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    // Chosen by whoever calls, so only what an id of OSS can look like goes into the log.
    private static string OssRequestId(HttpRequest request) =>
        request.Headers["x-oss-request-id"].ToString() is { Length: > 0 and <= 64 } id && id.All(char.IsAsciiLetterOrDigit) ? id : "unknown";
}
