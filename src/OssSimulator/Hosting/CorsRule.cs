using OssSimulator.Errors;

namespace OssSimulator.Hosting;

/// <summary>The one CORS rule of every bucket.</summary>
internal sealed class CorsRule(SimulatorOptions options)
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "DELETE"];

    /// <summary>Applies to every answer, refusals and 203 included, or scripts could not read them.</summary>
    public void Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.Vary = "Origin";
        if (AllowedOrigin(context.Request) is not { } origin) return;
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlAllowMethods = string.Join(", ", Methods);
        if (options.CorsExposedHeaders.Count > 0) headers.AccessControlExposeHeaders = string.Join(", ", options.CorsExposedHeaders);
    }

    public OssError? Preflight(HttpContext context)
    {
        var request = context.Request;
        if (options.CorsOrigins.Count == 0) return OssErrors.CorsDisabled;
        if (AllowedOrigin(request) is null || !Methods.Contains(request.Headers.AccessControlRequestMethod.ToString()))
        {
            return OssErrors.CorsForbidden;
        }

        var headers = context.Response.Headers;
        if (request.Headers.AccessControlRequestHeaders is { Count: > 0 } wanted) headers.AccessControlAllowHeaders = wanted;
        headers.AccessControlMaxAge = "600";
        context.Response.StatusCode = StatusCodes.Status200OK;
        return null;
    }

    private string? AllowedOrigin(HttpRequest request)
    {
        if (request.Headers.Origin.ToString() is not { Length: > 0 } origin) return null;
        if (options.CorsOrigins.Contains("*")) return "*";
        return options.CorsOrigins.Contains(origin) ? origin : null;
    }
}
