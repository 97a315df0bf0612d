using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SignGateway.Protocol.Callbacks;

/// <summary>The <c>callback</c> field of a form (OSS, "Callback").</summary>
/// <param name="Urls">One to five URLs, tried in order.</param>
/// <param name="Body">The template of the body.</param>
/// <param name="BodyType">How OSS fills it in.</param>
/// <param name="Host">The Host header; by default that of the URL.</param>
/// <param name="Sni">Whether OSS names the host in the TLS handshake.</param>
public sealed record CallbackParameters(IReadOnlyList<string> Urls, string Body, CallbackBodyType BodyType, string? Host = null, bool Sni = false)
{
    /// <summary>The most characters that OSS takes.</summary>
    public const int MaxBase64Length = 5120;

    // The default encoder would write + & < > as \uXXXX: still valid JSON, but six bytes each out of a tight budget.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The parameters as JSON.</summary>
    public string ToJson() => Encoding.UTF8.GetString(Write());

    /// <summary>The parameters as the form carries them.</summary>
    public string ToBase64() => Convert.ToBase64String(Write());

    private byte[] Write()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
        {
            writer.WriteStartObject();
            writer.WriteString("callbackUrl", string.Join(';', Urls));
            if (Host is not null)
                writer.WriteString("callbackHost", Host);
            writer.WriteString("callbackBody", Body);
            writer.WriteString("callbackBodyType", BodyType == CallbackBodyType.Form ? "application/x-www-form-urlencoded" : "application/json");
            if (Sni)
                writer.WriteBoolean("callbackSNI", true);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
