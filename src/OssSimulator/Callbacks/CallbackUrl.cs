using System.Globalization;
using OssSimulator.Signing;

namespace OssSimulator.Callbacks;

/// <summary>One callback URL, its path and query exactly as written: they are what gets signed.</summary>
internal sealed record CallbackUrl(Uri Uri, string Path, string Query)
{
    public byte[] DecodedPath => PercentEncoding.DecodeBytes(Path);

    /// <summary>Nothing if it is not a usable URL; <paramref name="hasBadPort"/> tells the reason OSS has an own number for.</summary>
    public static CallbackUrl? Parse(string text, out bool hasBadPort)
    {
        hasBadPort = false;
        if (text.Any(character => character is <= ' ' or > '~')) return null;
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var name = scheme < 0 ? "http" : text[..scheme].ToLowerInvariant();
        if (name is not ("http" or "https")) return null;

        var rest = scheme < 0 ? text : text[(scheme + 3)..];
        var end = rest.IndexOfAny(['/', '?', '#']);
        var authority = end < 0 ? rest : rest[..end];
        var target = (end < 0 ? "" : rest[end..]).Split('#')[0];
        if (!target.StartsWith('/')) target = "/" + target;

        var colon = authority.LastIndexOf(':');
        if (colon >= 0 && !IsPort(authority[(colon + 1)..]))
        {
            hasBadPort = true;
            return null;
        }

        // Without this option the path would be normalised and no longer be what was signed.
        var options = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        if (!Uri.TryCreate($"{name}://{authority}{target}", options, out var uri)) return null;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? new CallbackUrl(uri, target, "") : new CallbackUrl(uri, target[..question], target[question..]);
    }

    private static bool IsPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535;
}
