using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SignGateway.Uploads;

/// <summary>An upload as JSON, the same on every route. Written by hand: the text is stored and replayed byte for byte.</summary>
public static class UploadJson
{
    private const int MaxTime = 24;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Each thread has its own, and uses it again: an upload is written in one go.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>The upload as one JSON object.</summary>
    public static string ToText(UploadRecord upload)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        var writer = _writer ??= new Utf8JsonWriter(buffer, Relaxed);
        buffer.ResetWrittenCount();
        writer.Reset();
        Write(writer, upload);
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>A time as RFC 3339 in UTC.</summary>
    public static string ToText(DateTimeOffset time)
    {
        Span<char> text = stackalloc char[MaxTime];
        return text[..Format(time, text)].ToString();
    }

    /// <summary>Writes the upload as one JSON object.</summary>
    public static void Write(Utf8JsonWriter writer, UploadRecord upload)
    {
        writer.WriteStartObject();
        WriteProperties(writer, upload);
        writer.WriteEndObject();
    }

    /// <summary>Writes the upload's properties into an object that the caller begins and ends.</summary>
    public static void WriteProperties(Utf8JsonWriter writer, UploadRecord upload)
    {
        writer.WriteString("id", upload.Id.ToString());
        writer.WriteString("userId", upload.Owner);
        writer.WriteString("profile", upload.Profile);
        writer.WriteString("bucket", upload.Bucket);
        writer.WriteString("key", upload.Key);
        writer.WriteString("state", upload.State.ToText());
        writer.WriteString("fileName", upload.FileName);
        writer.WriteString("contentType", upload.ContentType);
        if (upload.Size is { } size)
            writer.WriteNumber("size", size);
        else
            writer.WriteNull("size");
        writer.WriteString("etag", upload.ETag);
        writer.WriteString("crc64", upload.Crc64);
        WriteImage(writer, upload.Image);
        WriteVars(writer, "vars", upload.Vars);
        WriteVars(writer, "clientVars", upload.ClientVars);
        WriteTime(writer, "issuedAt", upload.IssuedAt);
        WriteTime(writer, "expiresAt", upload.ExpiresAt);
        if (upload.StoredAt is { } storedAt)
            WriteTime(writer, "storedAt", storedAt);
        else
            writer.WriteNull("storedAt");
        writer.WriteString("recordedBy", upload.RecordedBy?.ToText());
        writer.WriteString("evidence", upload.Evidence?.ToText());
    }

    /// <summary>Writes a time as <see cref="ToText(DateTimeOffset)"/> does.</summary>
    internal static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset time)
    {
        Span<char> text = stackalloc char[MaxTime];
        writer.WriteString(name, text[..Format(time, text)]);
    }

    // What the format yyyy-MM-dd'T'HH:mm:ss.FFF'Z' says, which would be read anew for each time.
    private static int Format(DateTimeOffset time, Span<char> text)
    {
        var utc = time.UtcDateTime;
        utc.TryFormat(text, out var length, "s", CultureInfo.InvariantCulture);
        if (utc.Millisecond > 0)
        {
            text[length++] = '.';
            utc.Millisecond.TryFormat(text[length..], out var digits, "D3", CultureInfo.InvariantCulture);
            length += text.Slice(length, digits).TrimEnd('0').Length;
        }

        text[length++] = 'Z';
        return length;
    }

    private static void WriteImage(Utf8JsonWriter writer, ImageInfo? image)
    {
        if (image is null)
        {
            writer.WriteNull("image");
            return;
        }

        writer.WriteStartObject("image");
        writer.WriteNumber("width", image.Width);
        writer.WriteNumber("height", image.Height);
        writer.WriteString("format", image.Format);
        writer.WriteEndObject();
    }

    private static void WriteVars(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string> vars)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in vars.Count > 1 ? vars.OrderBy(pair => pair.Key, StringComparer.Ordinal) : vars.AsEnumerable())
            writer.WriteString(key, value);
        writer.WriteEndObject();
    }
}
