using System.Text.Json;
using SignGateway.Protocol.Policies;
using SignGateway.Uploads;

namespace SignGateway.Grants;

/// <summary>All that a client needs to upload exactly one object.</summary>
internal sealed record Grant(PlannedGrant Planned, DateTimeOffset ServerTime)
{
    /// <summary>Where the client sends its one request; null where there is more to it than one.</summary>
    public string? Url { get; init; }

    /// <summary>Headers to send exactly so.</summary>
    public IReadOnlyList<FormField> Headers { get; init; } = [];

    /// <summary>Fields to send exactly so, in this order.</summary>
    public IReadOnlyList<FormField> Fields { get; init; } = [];

    public GrantDetails? Details { get; init; }

    /// <summary>Writes the grant as one JSON object; <paramref name="uploadsPath"/> is the path of the upload routes.</summary>
    public void Write(Utf8JsonWriter writer, string uploadsPath)
    {
        writer.WriteStartObject();
        writer.WriteString("id", Planned.Id.ToString());
        writer.WriteString("method", Planned.Request.Method.ToText().ToUpperInvariant());
        writer.WriteString("url", Url);
        WriteMap(writer, "headers", Headers);
        WriteMap(writer, "fields", Fields);
        Details?.Write(writer, StatusUrl(uploadsPath));
        writer.WriteString("key", Planned.Request.IsPrefix ? null : Planned.Key);
        writer.WriteString("bucket", Planned.Bucket);
        writer.WriteString("expires", UploadJson.ToText(Planned.ExpiresAt));
        writer.WriteNumber("maxBytes", Planned.MaxBytes);
        writer.WriteString("statusUrl", StatusUrl(uploadsPath));
        writer.WriteString("serverTime", UploadJson.ToText(ServerTime));
        writer.WriteNumber("expiresIn", Math.Max(0, (long)(Planned.ExpiresAt - ServerTime).TotalSeconds));
        writer.WriteEndObject();
    }

    /// <summary>Where the upload can be read.</summary>
    public string StatusUrl(string uploadsPath) => $"{uploadsPath}/{Planned.Id}";

    private static void WriteMap(Utf8JsonWriter writer, string name, IReadOnlyList<FormField> pairs)
    {
        writer.WriteStartObject(name);
        foreach (var pair in pairs)
            writer.WriteString(pair.Name, pair.Value);
        writer.WriteEndObject();
    }
}
