using System.Text;
using System.Text.RegularExpressions;

namespace SignGateway.Protocol.Callbacks;

/// <summary>The address of a callback key, admitted before anything is fetched. An address that is refused must never be fetched.</summary>
public sealed partial class PublicKeyUrl
{
    private PublicKeyUrl(string origin, string name)
    {
        Origin = origin;
        Name = name;
    }

    /// <summary>Scheme, host and port, as announced.</summary>
    public string Origin { get; }

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>Whether the key is one of OSS's own.</summary>
    public bool IsOfficial => OfficialPublicKey.Origins.Contains(Origin, StringComparer.Ordinal);

    /// <summary>Where to fetch the key: over https from the official host, even if http was announced.</summary>
    public Uri FetchUrl => new($"{(IsOfficial ? OfficialPublicKey.Origins[0] : Origin)}/{Name}");

    /// <summary>
    /// Reads the Base64 value of <c>x-oss-pub-key-url</c>. Admitted is exactly an allowed origin, a slash, <c>callback_pub_key_v</c>,
    /// one to three digits and <c>.pem</c>, and nothing else.
    /// </summary>
    /// <param name="headerValue">The header, Base64.</param>
    /// <param name="allowedOrigins">Origins such as <c>https://gosspublic.alicdn.com</c>; a slash at the end does not matter.</param>
    /// <param name="url">The admitted address.</param>
    public static bool TryAdmit(string? headerValue, IReadOnlyCollection<string> allowedOrigins, out PublicKeyUrl? url)
    {
        url = null;
        if (Decode(headerValue) is not { } text)
            return false;
        var slash = text.LastIndexOf('/');
        if (slash < 0 || !FileName().IsMatch(text[(slash + 1)..]))
            return false;

        // Compared as text: no parser between what is announced and what is allowed.
        var origin = text[..slash];
        if (!allowedOrigins.Any(allowed => allowed.TrimEnd('/').Equals(origin, StringComparison.Ordinal)))
            return false;
        url = new PublicKeyUrl(origin, text[(slash + 1)..]);
        return true;
    }

    private static string? Decode(string? headerValue)
    {
        if (string.IsNullOrEmpty(headerValue) || headerValue.Length > 1024 || headerValue.Any(char.IsWhiteSpace))
            return null;
        var bytes = new byte[headerValue.Length];
        return Convert.TryFromBase64String(headerValue, bytes, out var length) && !bytes.AsSpan(0, length).ContainsAnyExceptInRange((byte)0x21, (byte)0x7e)
            ? Encoding.ASCII.GetString(bytes, 0, length)
            : null;
    }

    [GeneratedRegex(@"\Acallback_pub_key_v[0-9]{1,3}\.pem\z")]
    private static partial Regex FileName();
}
