using System.Buffers;
using System.Text;

namespace SignGateway.Protocol.Values;

/// <summary>A file's name as a user gave it: 1 to 255 bytes of UTF-8, no path parts, no control characters. Never part of an object key.</summary>
public readonly record struct FileName
{
    private const int MaxBytes = 255;
    private const int MaxExtension = 10;

    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private FileName(string value) => Value = value;

    /// <summary>The name.</summary>
    public string Value { get; }

    /// <summary>Lower-case ASCII letters and digits after the last dot, up to ten; empty if there is no such ending.</summary>
    public string Extension
    {
        get
        {
            var dot = Value.LastIndexOf('.');
            var ending = Value.AsSpan(dot + 1);
            return dot >= 0 && ending.Length is > 0 and <= MaxExtension && !ending.ContainsAnyExcept(LettersAndDigits)
                ? Value[(dot + 1)..].ToLowerInvariant()
                : "";
        }
    }

    /// <summary>Reads a name; false if it breaks a rule.</summary>
    public static bool TryParse(string? text, out FileName fileName)
    {
        fileName = default;
        if (string.IsNullOrWhiteSpace(text) || text is "." or ".." || text.AsSpan().ContainsAny('/', '\\'))
            return false;
        if (!TextRules.IsPlain(text) || Encoding.UTF8.GetByteCount(text) > MaxBytes)
            return false;
        fileName = new FileName(text);
        return true;
    }

    /// <summary>
    /// The header that makes a browser show or save the object under this name (RFC 6266): a plain ASCII name for old readers,
    /// and the exact one percent-encoded (RFC 5987) where it differs.
    /// </summary>
    public string ToContentDisposition(bool attachment)
    {
        var kind = attachment ? "attachment" : "inline";
        var plain = string.Concat(Value.EnumerateRunes().Select(rune => IsSafe(rune) ? ((char)rune.Value).ToString() : "_"));
        return plain == Value
            ? $"{kind}; filename=\"{plain}\""
            : $"{kind}; filename=\"{plain}\"; filename*=UTF-8''{Uri.EscapeDataString(Value)}";
    }

    /// <summary>The name.</summary>
    public override string ToString() => Value;

    private static bool IsSafe(Rune rune) =>
        rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || " -_.()[]+,=@!&#~".Contains((char)rune.Value, StringComparison.Ordinal));
}
