using System.Buffers;

namespace SignGateway.Protocol.Values;

/// <summary>A media type without parameters, <c>type/subtype</c> in lower case, at most 127 characters (RFC 9110 tokens).</summary>
public readonly record struct ContentType
{
    private const int MaxLength = 127;

    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private ContentType(string value) => Value = value;

    /// <summary>The media type.</summary>
    public string Value { get; }

    /// <summary>Reads a media type in any case; false for anything else, parameters included.</summary>
    public static bool TryParse(string? text, out ContentType contentType)
    {
        contentType = default;
        if (text is not { Length: > 0 and <= MaxLength })
            return false;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IsToken(text.AsSpan(0, slash)) || !IsToken(text.AsSpan(slash + 1)))
            return false;
        contentType = new ContentType(text.ToLowerInvariant());
        return true;
    }

    /// <summary>Whether two texts name one media type, whatever their parameters and case.</summary>
    public static bool SameMediaType(string left, string right) =>
        WithoutParameters(left).Equals(WithoutParameters(right), StringComparison.OrdinalIgnoreCase);

    /// <summary>The media type.</summary>
    public override string ToString() => Value;

    private static ReadOnlySpan<char> WithoutParameters(string text)
    {
        var end = text.IndexOf(';', StringComparison.Ordinal);
        return (end < 0 ? text : text.AsSpan(0, end)).Trim();
    }

    private static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenCharacters);
}
