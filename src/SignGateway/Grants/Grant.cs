using System.Text.Json;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Grants;

/// <summary>All that a client needs to upload exactly one object.</summary>
internal sealed record Grant(PlannedGrant Planned, DateTimeOffset ServerTime)
{
    /// <summary>Where the client sends its one request; null where there is more to it than one.</summary>
    public string? Url { get; init; }

    /// <summary>Headers to send exactly so.</summary>
    public IReadOnlyList<GrantField> Headers { get; init; } = [];

    /// <summary>Fields to send exactly so, in this order.</summary>
    public IReadOnlyList<GrantField> Fields { get; init; } = [];

    public GrantDetails? Details { get; init; }

    /// <summary>Writes the grant as one JSON object, once; <paramref name="uploadsPath"/> is the path of the upload routes.</summary>
    public void Write(Utf8JsonWriter writer, string uploadsPath)
    {
        var statusUrl = StatusUrl(uploadsPath);
        writer.WriteStartObject();
        writer.WriteString("id"u8, Planned.IdText);
        writer.WriteString("method"u8, MethodName(Planned.Request.Method));
        writer.WriteString("url"u8, Url);
        WriteMap(writer, "headers"u8, Headers);
        WriteMap(writer, "fields"u8, Fields);
        Details?.Write(writer, statusUrl);
        writer.WriteString("key"u8, Planned.Request.IsPrefix ? null : Planned.Key);
        writer.WriteString("bucket"u8, Planned.Bucket);
        UploadJson.WriteTime(writer, "expires", Planned.ExpiresAt);
        writer.WriteNumber("maxBytes"u8, Planned.MaxBytes);
        writer.WriteString("statusUrl"u8, statusUrl);
        UploadJson.WriteTime(writer, "serverTime", ServerTime);
        writer.WriteNumber("expiresIn"u8, Math.Max(0, (long)(Planned.ExpiresAt - ServerTime).TotalSeconds));
        writer.WriteEndObject();
        for (var index = 0; index < Fields.Count; index++)
            Fields[index].GiveBack();
    }

    /// <summary>Where the upload can be read.</summary>
    public string StatusUrl(string uploadsPath) => $"{uploadsPath}/{Planned.IdText}";

    private static void WriteMap(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<GrantField> fields)
    {
        writer.WriteStartObject(name);
        for (var index = 0; index < fields.Count; index++)
            fields[index].Write(writer);
        writer.WriteEndObject();
    }

    private static string MethodName(UploadMethod method) => method switch
    {
        UploadMethod.Post => "POST",
        UploadMethod.Put => "PUT",
        _ => method.ToText().ToUpperInvariant(),
    };
}
