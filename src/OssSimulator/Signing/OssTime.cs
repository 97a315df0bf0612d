using System.Globalization;

namespace OssSimulator.Signing;

/// <summary>The <c>20250314T092653Z</c> form of time in V4 signatures, and what the service thinks of its distance.</summary>
internal static class OssTime
{
    public static readonly TimeSpan AllowedSkew = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(7);

    private const string Format = "yyyyMMdd'T'HHmmss'Z'";

    public static bool TryParse(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
