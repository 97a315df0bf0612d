namespace SignGateway.Protocol.Values;

/// <summary>A bucket's name: 3 to 63 lower-case letters, digits and hyphens, a letter or digit at either end (OSS, "Bucket naming conventions").</summary>
public readonly record struct BucketName
{
    private BucketName(string value) => Value = value;

    /// <summary>The name.</summary>
    public string Value { get; }

    /// <summary>Reads a name; false if OSS would not take it.</summary>
    public static bool TryParse(string? text, out BucketName bucket)
    {
        bucket = default;
        if (text is not { Length: >= 3 and <= 63 } || text[0] == '-' || text[^1] == '-')
            return false;
        if (!text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-'))
            return false;
        bucket = new BucketName(text);
        return true;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Value;
}
