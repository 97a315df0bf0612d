using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SignGateway.Problems;

/// <summary>Answers with JSON of known length: never chunked, in UTF-8 without a byte order mark.</summary>
public sealed class JsonBody : IResult, IStatusCodeHttpResult
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly int _status;
    private readonly Action<Utf8JsonWriter> _write;

    /// <summary>An answer with a status and a body to be written.</summary>
    public JsonBody(int status, Action<Utf8JsonWriter> write)
    {
        _status = status;
        _write = write;
    }

    /// <inheritdoc/>
    public int? StatusCode => _status;

    /// <summary>Where the answer's subject can be read; becomes the Location header.</summary>
    public string? Location { get; init; }

    /// <summary>The body's media type. Defaults to <c>application/json</c>.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var buffer = new PooledBytes(expected: 4096);
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
            _write(writer);

        var response = httpContext.Response;
        response.StatusCode = _status;
        response.ContentType = ContentType;
        response.ContentLength = buffer.Written.Length;
        response.Headers.CacheControl = "no-store";
        if (Location is not null)
            response.Headers.Location = Location;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.Body.WriteAsync(buffer.Written, httpContext.RequestAborted);
    }
}
