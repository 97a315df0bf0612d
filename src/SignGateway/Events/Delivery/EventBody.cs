using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SignGateway.Events.Outbox;
using SignGateway.Uploads;

namespace SignGateway.Events.Delivery;

/// <summary>An event as JSON: its type, when it happened, and the upload as it was then.</summary>
internal static class EventBody
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(OutboxEvent told)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
        {
            writer.WriteStartObject();
            writer.WriteString("type", told.Type);
            writer.WriteString("timestamp", UploadJson.ToText(told.At));
            writer.WritePropertyName("data");
            UploadJson.Write(writer, told.Upload);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
