using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SignGateway.Admin.Stream;

/// <summary>Events as <c>text/event-stream</c> has them (HTML, "Server-sent events"). JSON holds no line ends, so one data line is enough.</summary>
internal static class EventText
{
    /// <summary>A comment: keeps proxies from taking a quiet stream for a dead one.</summary>
    public static readonly ReadOnlyMemory<byte> Comment = ": still here\n\n"u8.ToArray();

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Of(string name, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        buffer.Write(Encoding.ASCII.GetBytes($"event: {name}\ndata: "));
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
            write(writer);
        buffer.Write("\n\n"u8);
        return buffer.WrittenMemory;
    }
}
