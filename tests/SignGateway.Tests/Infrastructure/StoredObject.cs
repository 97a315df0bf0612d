using System.Net;
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

    public DateTimeOffset? LastModified { get; set; }

    /// <summary>What looking at it is answered with instead, if anything.</summary>
    public HttpStatusCode? Trouble { get; set; }

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
