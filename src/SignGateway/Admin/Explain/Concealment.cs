using System.Globalization;
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
    private static readonly HashSet<string> PlainNames = new(StringComparer.OrdinalIgnoreCase) { "key", "dir", "url", "HostId", "callbackUrl", "bucket and key" };

    // Values of one field, which anybody can name; everything else may quote anything.
    private static readonly HashSet<string> LooseNames = new(StringComparer.OrdinalIgnoreCase) { "Message", "ArgumentValue", "condition" };

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
        _ when IsSecret(name) => Redacted(value.Length),
        _ when PlainNames.Contains(name) => Shortened(WithoutSecrets(value)),
        _ when LooseNames.Contains(name) || name.StartsWith("line ", StringComparison.Ordinal) => Text(value),
        _ => Shortened(WithoutOpaque(value)),
    };

    /// <summary>A text that may quote anything as it may be shown.</summary>
    public string Text(string text) => Shortened(Random().Replace(WithoutOpaque(text), match => IsMixed(match.ValueSpan) ? Redacted(match.Length) : match.Value));

    private string WithoutOpaque(string text) => Opaque().Replace(WithoutSecrets(text), match => IsPath(match.ValueSpan) ? match.Value : Redacted(match.Length));

    private string WithoutSecrets(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, "[redacted]", StringComparison.Ordinal);
        return Ticket().Replace(text, "[redacted]");
    }

    private static bool IsSecret(string name) => SecretNames.Contains(name.StartsWith('$') ? name[1..] : name);

    // Our keys have directories and no capitals; Base64 of this length does not come without.
    private static bool IsPath(ReadOnlySpan<char> text) => text.Contains('/') && !text.ContainsAnyInRange('A', 'Z') && !text.ContainsAny('+', '=');

    // A part of a key is long enough to be random, and random enough to have all three.
    private static bool IsMixed(ReadOnlySpan<char> text) => text.ContainsAnyInRange('A', 'Z') && text.ContainsAnyInRange('a', 'z') && text.ContainsAnyInRange('0', '9');

    private static string Redacted(int length) => string.Create(CultureInfo.InvariantCulture, $"[redacted, {length} characters]");

    // Half of a character of two would be no text any more.
    private static string Shortened(string text) =>
        text.Length <= MaxText ? text : text[..(char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText)] + Cut;

    [GeneratedRegex("AQ[EI][A-Za-z0-9_-]{16,}")]
    private static partial Regex Ticket();

    [GeneratedRegex("[A-Za-z0-9+/=_-]{48,}")]
    private static partial Regex Opaque();

    [GeneratedRegex("[A-Za-z0-9+/=_-]{16,}")]
    private static partial Regex Random();
}
