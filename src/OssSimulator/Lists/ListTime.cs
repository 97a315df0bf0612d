using System.Globalization;

namespace OssSimulator.Lists;

internal static class ListTime
{
    /// <summary>Whole seconds, with the milliseconds that lists write nevertheless.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'.000Z'", CultureInfo.InvariantCulture);
}
