using System.Buffers.Text;
using System.Security.Cryptography;
using SignGateway.Telemetry;

namespace SignGateway.Webhooks;

/// <summary>A secret of Standard Webhooks: <c>whsec_</c> and the Base64 of 24 to 64 bytes. It is never written out again.</summary>
internal sealed class WebhookSecret
{
    public const string Prefix = "whsec_";
    public const int MinBytes = 24;
    public const int MaxBytes = 64;

    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    /// <summary>Reads the secret; null if it is not one.</summary>
    public static WebhookSecret? TryParse(string? text)
    {
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var base64 = text.AsSpan(Prefix.Length);
        // Line breaks and blanks, which this framework passes over, other libraries refuse.
        return !base64.ContainsAny(" \t\r\n") && Base64.IsValid(base64, out var length) && length is >= MinBytes and <= MaxBytes
            ? new WebhookSecret(Convert.FromBase64String(text[Prefix.Length..]))
            : null;
    }

    /// <summary>A few digits to know it by.</summary>
    public string Fingerprint => KeyFingerprint.Of(_key);

    /// <summary>The MAC of a message under this secret, in Base64.</summary>
    public string Sign(ReadOnlySpan<byte> message) => Convert.ToBase64String(HMACSHA256.HashData(_key, message));
}
