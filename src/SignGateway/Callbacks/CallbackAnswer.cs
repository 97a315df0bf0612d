using System.Text;
using Microsoft.AspNetCore.Http;

namespace SignGateway.Callbacks;

/// <summary>The stored answer with <c>duplicate</c> added. OSS wants status 200, a known length, and JSON without a byte order mark.</summary>
internal sealed class CallbackAnswer(string upload, bool duplicate) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => StatusCodes.Status200OK;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var length = Encoding.UTF8.GetByteCount(upload) - 1 + End.Length;
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/json";
        response.ContentLength = length;
        response.Headers.CacheControl = "no-store";
        Write(response.BodyWriter.GetSpan(length));
        response.BodyWriter.Advance(length);
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }

    private ReadOnlySpan<byte> End => duplicate ? ",\"duplicate\":true}"u8 : ",\"duplicate\":false}"u8;

    private void Write(Span<byte> body) => End.CopyTo(body[Encoding.UTF8.GetBytes(upload.AsSpan(0, upload.Length - 1), body)..]);
}
