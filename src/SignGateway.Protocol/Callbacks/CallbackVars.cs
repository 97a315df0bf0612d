using System.Text.Encodings.Web;
using System.Text.Json;

namespace SignGateway.Protocol.Callbacks;

/// <summary>The custom variables of an upload that is no form, as <c>callback-var</c> carries them (OSS, "Callback").</summary>
public static class CallbackVars
{
    /// <summary>The most characters that OSS takes.</summary>
    public const int MaxBase64Length = 5120;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The variables, named without their <c>x:</c>, as Base64 of JSON.</summary>
    public static string ToBase64(IEnumerable<KeyValuePair<string, string>> vars)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in vars)
                writer.WriteString($"x:{name}", value);
            writer.WriteEndObject();
        }

        return Convert.ToBase64String(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
