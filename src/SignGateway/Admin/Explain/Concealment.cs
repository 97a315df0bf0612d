using System.Text.RegularExpressions;
using SignGateway.Protocol.Values;

namespace SignGateway.Admin.Explain;

/// <summary>
/// Keeps what works like a key out of an answer: what stands under a name that holds such things, wherever else that turns up; whatever is shaped
/// like a ticket or is too long to be read by anybody; and our own secrets, should somebody paste one.
/// </summary>
internal sealed partial class Concealment
{
    private const int MaxText = 512;
    private const string Cut = "… [cut]";

    // Shorter ones would be found in harmless words; and who pastes a thousand of them has none.
    private const int ShortestSecret = 12;
    private const int MaxSecrets = 40;

    private static readonly HashSet<string> SecretNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "policy", "callback", "callback-var", "ticket", "signature", "x-oss-signature", "x-oss-security-token", "x-oss-meta-upload-ticket", "security_token",
        "SignatureProvided", "StringToSignBytes", "CanonicalRequest", "CanonicalRequestBytes", "SecurityToken", "AccessKeySecret", "Authorization",
    };

    // Long, and made to be read.
    private static readonly HashSet<string> PlainNames = new(StringComparer.OrdinalIgnoreCase) { "key", "dir", "url", "host", "callbackUrl" };

    private readonly HashSet<string> _secrets = new(StringComparer.Ordinal);

    /// <summary>Never shows what these consist of.</summary>
    public Concealment(IEnumerable<OssCredentials> own)
    {
        foreach (var credentials in own)
        {
            _secrets.Add(credentials.AccessKeySecret);
            if (credentials.SecurityToken is { Length: > 0 } token)
                _secrets.Add(token);
        }
    }

    /// <summary>Never shows this, if it stands under a name of such things.</summary>
    public void Add(string name, string value)
    {
        if (IsSecret(name) && value.Length >= ShortestSecret && _secrets.Count < MaxSecrets)
            _secrets.Add(value);
    }

    /// <summary>A value as it may be shown.</summary>
    public string? Show(string name, string? value) => value switch
    {
        null or "" => value,
        _ when IsSecret(name) => $"[redacted, {value.Length} characters]",
        _ when PlainNames.Contains(name) => Shortened(WithoutSecrets(value)),
        _ => Text(value),
    };

    /// <summary>A text of no particular name as it may be shown.</summary>
    public string Text(string text) =>
        Shortened(Opaque().Replace(WithoutSecrets(text), match => IsPath(match.ValueSpan) ? match.Value : $"[redacted, {match.Length} characters]"));

    private string WithoutSecrets(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, "[redacted]", StringComparison.Ordinal);
        return Ticket().Replace(text, "[redacted]");
    }

    private static bool IsSecret(string name) => SecretNames.Contains(name.StartsWith('$') ? name[1..] : name);

    // Our keys have directories and no capitals; Base64 of this length does not come without.
    private static bool IsPath(ReadOnlySpan<char> text) => text.Contains('/') && !text.ContainsAnyInRange('A', 'Z') && !text.ContainsAny('+', '=');

    // Half of a character of two would be no text any more.
    private static string Shortened(string text) =>
        text.Length <= MaxText ? text : text[..(char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText)] + Cut;

    [GeneratedRegex("AQ[EI][A-Za-z0-9_-]{40,}")]
    private static partial Regex Ticket();

    [GeneratedRegex("[A-Za-z0-9+/=_-]{48,}")]
    private static partial Regex Opaque();
}
