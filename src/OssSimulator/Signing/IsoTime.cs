using System.Globalization;

namespace OssSimulator.Signing;

/// <summary>The <c>2025-03-14T09:26:53Z</c> form of time, in which temporary keys end and STS calls are dated; some SDKs add milliseconds to theirs.</summary>
internal static class IsoTime
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private static readonly string[] Formats = [Format, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"];

    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
