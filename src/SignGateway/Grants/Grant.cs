using System.Text.Json;
using SignGateway.Protocol.Policies;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Grants;

/// <summary>A signed form for exactly one object.</summary>
internal sealed record Grant(
    UploadId Id,
    string Url,
    IReadOnlyList<FormField> Fields,
    string Key,
    string Bucket,
    DateTimeOffset ExpiresAt,
    DateTimeOffset ServerTime,
    long MaxBytes)
{
    /// <summary>Writes the grant as one JSON object; <paramref name="uploadsPath"/> is the path of the upload routes.</summary>
    public void Write(Utf8JsonWriter writer, string uploadsPath)
    {
        writer.WriteStartObject();
        writer.WriteString("id", Id.ToString());
        writer.WriteString("method", "POST");
        writer.WriteString("url", Url);
        writer.WriteStartObject("headers");
        writer.WriteEndObject();
        writer.WriteStartObject("fields");
        foreach (var field in Fields)
            writer.WriteString(field.Name, field.Value);
        writer.WriteEndObject();
        writer.WriteString("key", Key);
        writer.WriteString("bucket", Bucket);
        writer.WriteString("expires", UploadJson.ToText(ExpiresAt));
        writer.WriteNumber("maxBytes", MaxBytes);
        writer.WriteString("statusUrl", StatusUrl(uploadsPath));
        writer.WriteString("serverTime", UploadJson.ToText(ServerTime));
        writer.WriteNumber("expiresIn", Math.Max(0, (long)(ExpiresAt - ServerTime).TotalSeconds));
        writer.WriteEndObject();
    }

    /// <summary>Where the upload can be read.</summary>
    public string StatusUrl(string uploadsPath) => $"{uploadsPath}/{Id}";
}
