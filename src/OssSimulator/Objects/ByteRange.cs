using System.Globalization;

namespace OssSimulator.Objects;

/// <summary>One requested range, fitted to the object. What OSS does not understand it answers with the whole object.</summary>
internal readonly record struct ByteRange(long First, long Last)
{
    private const string Unit = "bytes=";

    public long Length => Last - First + 1;

    /// <summary>True with a range, true without one if there is none to honour, false if it lies outside.</summary>
    public static bool TryFit(string header, long size, out ByteRange? range)
    {
        range = null;
        if (!header.StartsWith(Unit, StringComparison.Ordinal) || header.Contains(',', StringComparison.Ordinal)) return true;
        if (header[Unit.Length..].Split('-') is not [var from, var to]) return true;
        var hasFirst = TryParse(from, out var first);
        var hasLast = TryParse(to, out var last);
        if ((!hasFirst && from.Length > 0) || (!hasLast && to.Length > 0) || (!hasFirst && !hasLast)) return true;

        if (!hasFirst)
        {
            if (last == 0 || size == 0) return false;
            range = new ByteRange(Math.Max(0, size - last), size - 1);
            return true;
        }

        if (hasLast && last < first) return true;
        if (first >= size) return false;
        range = new ByteRange(first, hasLast ? Math.Min(last, size - 1) : size - 1);
        return true;
    }

    private static bool TryParse(string text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
