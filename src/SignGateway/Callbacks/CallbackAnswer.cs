using System.Text;
using Microsoft.AspNetCore.Http;

namespace SignGateway.Callbacks;

/// <summary>The stored answer with <c>duplicate</c> added. OSS wants status 200, a known length, and JSON without a byte order mark.</summary>
internal sealed class CallbackAnswer(string upload, bool duplicate) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => StatusCodes.Status200OK;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var body = Encoding.UTF8.GetBytes($"{upload.AsSpan(0, upload.Length - 1)},\"duplicate\":{(duplicate ? "true" : "false")}}}");
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
