using System.Buffers.Text;
using System.Security.Cryptography;

namespace SignGateway.Webhooks;

/// <summary>A secret of Standard Webhooks: <c>whsec_</c> and the Base64 of 24 to 64 bytes. It is never written out again.</summary>
internal sealed class WebhookSecret
{
    public const int MinBytes = 24;
    public const int MaxBytes = 64;

    private const string Prefix = "whsec_";

    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    /// <summary>Reads the secret; null if it is not one.</summary>
    public static WebhookSecret? TryParse(string? text)
    {
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        return Base64.IsValid(text.AsSpan(Prefix.Length), out var length) && length is >= MinBytes and <= MaxBytes
            ? new WebhookSecret(Convert.FromBase64String(text[Prefix.Length..]))
            : null;
    }

    /// <summary>The MAC of a message under this secret, in Base64.</summary>
    public string Sign(ReadOnlySpan<byte> message) => Convert.ToBase64String(HMACSHA256.HashData(_key, message));
}
