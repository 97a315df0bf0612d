using System.Globalization;

namespace OssSimulator.Parts;

/// <summary>What the parts of an upload may be called, and how small they may be.</summary>
internal static class PartNumbers
{
    public const int Last = 10_000;
    public const long LeastSize = 100 * 1024;

    public static bool TryRead(string? text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is >= 1 and <= Last;
}
