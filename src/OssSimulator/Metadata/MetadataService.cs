using System.Text;
using System.Text.Json.Nodes;
using OssSimulator.Faults;
using OssSimulator.Hosting;
using OssSimulator.Signing;

namespace OssSimulator.Metadata;

/// <summary>What a machine in the cloud can ask about itself; here only the keys of its role.</summary>
internal sealed class MetadataService(
    SimulatorFaults faults, Hanging hanging, ServerClock clock, MetadataTokens tokens, InstanceCredentials credentials, CallLog<MetadataCall> log)
{
    private const string TokenPath = "api/token";
    private const string RolesPath = "meta-data/ram/security-credentials/";

    public static bool IsMeant(RequestTarget target) => target.Bucket == "latest";

    public async Task HandleAsync(HttpContext context, RequestTarget target)
    {
        if (faults.TakeMetadataHang() is { } time) await hanging.WaitAsync(time, context.RequestAborted);
        var (status, text) = Answer(context.Request, target.Key);
        log.Add(new MetadataCall(clock.Now, context.Request.Method, $"/latest/{target.Key}", status));
        var body = Encoding.UTF8.GetBytes(text);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private (int Status, string Text) Answer(HttpRequest request, string path)
    {
        if (path == TokenPath) return HttpMethods.IsPut(request.Method) ? Token(request) : (StatusCodes.Status405MethodNotAllowed, "");
        if (!HttpMethods.IsGet(request.Method)) return (StatusCodes.Status405MethodNotAllowed, "");
        if (!tokens.Admits(request.Headers["X-aliyun-ecs-metadata-token"].ToString())) return (StatusCodes.Status403Forbidden, "");
        if (credentials.RoleName is { } role)
        {
            if (path == RolesPath || path == RolesPath.TrimEnd('/')) return (StatusCodes.Status200OK, role);
            if (path == RolesPath + role) return (StatusCodes.Status200OK, Credentials());
        }

        return (StatusCodes.Status404NotFound, "");
    }

    private (int Status, string Text) Token(HttpRequest request)
    {
        var life = request.Headers["X-aliyun-ecs-metadata-token-ttl-seconds"].ToString();
        return tokens.Issue(life) is { } token ? (StatusCodes.Status200OK, token) : (StatusCodes.Status400BadRequest, "");
    }

    private string Credentials()
    {
        var (key, issued) = credentials.Current();
        return PlainJson.Write(new JsonObject
        {
            ["AccessKeyId"] = key.Id,
            ["AccessKeySecret"] = key.Secret,
            ["Expiration"] = IsoTime.Text(key.Expiration!.Value),
            ["SecurityToken"] = key.SecurityToken,
            ["LastUpdated"] = IsoTime.Text(issued),
            ["Code"] = "Success",
        });
    }
}
