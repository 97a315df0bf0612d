using System.Text.Encodings.Web;
using System.Text.Json;

namespace SignGateway.Protocol.Callbacks;

/// <summary>The <c>callback-var</c> of a request that is no form (OSS, "Callback"): what fills in the <c>x:</c> variables of its callback.</summary>
public static class CallbackVars
{
    /// <summary>The most characters that OSS takes.</summary>
    public const int MaxBase64Length = 5120;

    // As for the callback itself: the budget is tight, and + & < > are no trouble in it.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The variables, named without their <c>x:</c>, as a header or a query carries them.</summary>
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

        return Convert.ToBase64String(buffer.ToArray());
    }
}
