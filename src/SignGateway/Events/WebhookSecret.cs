namespace SignGateway.Events;

/// <summary>A secret of Standard Webhooks: <c>whsec_</c> and Base64.</summary>
internal static class WebhookSecret
{
    public const string Prefix = "whsec_";
    public const int MinBytes = 24;
    public const int MaxBytes = 64;

    /// <summary>The key's bytes; null if the text is not a secret of the right form and length.</summary>
    public static byte[]? Read(string? text)
    {
        if (text?.StartsWith(Prefix, StringComparison.Ordinal) != true)
            return null;

        var base64 = text.AsSpan(Prefix.Length);
        var bytes = new byte[base64.Length];
        // What this takes beyond the standard, line breaks and blanks, other libraries refuse.
        return !base64.ContainsAny(" \t\r\n") && Convert.TryFromBase64Chars(base64, bytes, out var length) && length is >= MinBytes and <= MaxBytes
            ? bytes[..length]
            : null;
    }
}
