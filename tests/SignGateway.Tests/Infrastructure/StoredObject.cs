using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace SignGateway.Tests.Infrastructure;

/// <summary>The object of a grant as HeadObject shows it: right as it stands, so that a test can break one thing of it.</summary>
internal sealed class StoredObject(JsonObject grant)
{
    public long Size { get; set; } = 48213;

    public string ETag { get; set; } = "5B3C1A2E053D763E1B002CC607C5A0FE";

    public string? Ticket { get; set; } = new GrantParts(grant).Ticket;

    public string ContentType { get; set; } = new GrantParts(grant).ContentType;

    public string? ContentEncoding { get; set; }

    /// <summary>How the object begins; blanks fill it up to its size.</summary>
    public byte[] Start { get; set; } = [];

    /// <summary>Whether a reader gets all of it, whatever was asked for.</summary>
    public bool IgnoresRange { get; set; }

    /// <summary>What reading it is answered with instead, if anything.</summary>
    public HttpStatusCode? ReadTrouble { get; set; }

    /// <summary>The ETag that a reader sees, if it is another one by then.</summary>
    public string? ReadETag { get; set; }

    public DateTimeOffset? LastModified { get; set; }

    /// <summary>What looking at it is answered with instead, if anything.</summary>
    public HttpStatusCode? Trouble { get; set; }

    public HttpResponseMessage Get(HttpRequestMessage request)
    {
        if (ReadTrouble is { } trouble)
            return new HttpResponseMessage(trouble);
        var range = IgnoresRange ? null : request.Headers.Range?.Ranges.Single();
        var length = (range?.To ?? Size - 1) + 1;
        byte[] bytes = [.. Start.AsSpan(0, (int)Math.Min(Start.Length, length)), .. Enumerable.Repeat((byte)' ', (int)Math.Max(0, length - Start.Length))];
        var answer = new HttpResponseMessage(range is null ? HttpStatusCode.OK : HttpStatusCode.PartialContent) { Content = new ByteArrayContent(bytes) };
        answer.Headers.TryAddWithoutValidation("ETag", $"\"{ReadETag ?? ETag}\"");
        if (range is not null)
            answer.Content.Headers.ContentRange = new ContentRangeHeaderValue(0, length - 1, Size);
        return answer;
    }

    public HttpResponseMessage Head()
    {
        if (Trouble is { } trouble)
            return new HttpResponseMessage(trouble);
        var head = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([]) };
        head.Headers.TryAddWithoutValidation("ETag", $"\"{ETag}\"");
        head.Headers.TryAddWithoutValidation("x-oss-hash-crc64ecma", "12345678901234567890");
        if (Ticket is not null)
            head.Headers.TryAddWithoutValidation("x-oss-meta-upload-ticket", Ticket);
        head.Content.Headers.ContentLength = Size;
        head.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        if (ContentEncoding is not null)
            head.Content.Headers.TryAddWithoutValidation("Content-Encoding", ContentEncoding);
        head.Content.Headers.LastModified = LastModified;
        return head;
    }
}
