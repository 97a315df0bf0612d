using System.Text;

namespace SignGateway.Protocol.Values;

/// <summary>
/// An object's name: 1 to 1023 bytes of UTF-8, no slash or backslash in front (OSS, "Object naming conventions"). Also refused, since a gateway never means them:
/// <c>.</c> and <c>..</c> segments, control characters, and <c>${</c>, which PostObject would expand.
/// </summary>
public readonly record struct ObjectKey
{
    private const int MaxBytes = 1023;

    private ObjectKey(string value) => Value = value;

    /// <summary>The key.</summary>
    public string Value { get; }

    /// <summary>Reads a key; false if it breaks a rule.</summary>
    public static bool TryParse(string? text, out ObjectKey key)
    {
        key = default;
        if (string.IsNullOrEmpty(text) || text[0] is '/' or '\\' || text.Contains("${", StringComparison.Ordinal))
            return false;
        if (!TextRules.IsPlain(text) || Encoding.UTF8.GetByteCount(text) > MaxBytes)
            return false;
        foreach (var segment in text.AsSpan().Split('/'))
        {
            if (text.AsSpan()[segment] is "." or "..")
                return false;
        }

        key = new ObjectKey(text);
        return true;
    }

    /// <summary>The key.</summary>
    public override string ToString() => Value;
}
