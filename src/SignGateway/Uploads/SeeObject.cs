using Microsoft.AspNetCore.Http;

namespace SignGateway.Uploads;

/// <summary>Sends the browser to the object. The link works by itself, so it must not travel on as a referrer or stay in a cache.</summary>
internal sealed class SeeObject(string url) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status302Found;
        response.ContentLength = 0;
        response.Headers.Location = url;
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
