namespace OssSimulator.Objects;

/// <summary>The order of keys in a list: that of their UTF-8 bytes, without encoding them.</summary>
internal sealed class KeyOrder : IComparer<string>
{
    public static readonly KeyOrder Instance = new();

    /// <summary>Behind every character that a key can go on with: half of a pair, which begins none.</summary>
    public const char Last = '\uDFFF';

    public int Compare(string? x, string? y)
    {
        var same = x.AsSpan().CommonPrefixLength(y);
        if (x is null || y is null || same == x.Length || same == y.Length) return (x?.Length ?? 0) - (y?.Length ?? 0);
        return Rank(x[same]) - Rank(y[same]);
    }

    /// <summary>UTF-8 puts what UTF-16 writes as a surrogate pair behind everything else, UTF-16 before the last 8,192 characters.</summary>
    private static int Rank(char unit) => unit switch
    {
        >= '\uE000' => unit - 0x800,
        >= '\uD800' => unit + 0x2000,
        _ => unit,
    };
}
