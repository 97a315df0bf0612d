using System.Globalization;

namespace SignGateway.Admin.Explain;

internal static class Durations
{
    /// <summary>A span of time in words, in the largest unit of which there are two.</summary>
    public static string ToWords(this TimeSpan time) => time.Duration() switch
    {
        { TotalDays: >= 2 } span => Count(span.TotalDays, "days"),
        { TotalHours: >= 2 } span => Count(span.TotalHours, "hours"),
        { TotalMinutes: >= 2 } span => Count(span.TotalMinutes, "minutes"),
        var span => (long)span.TotalSeconds == 1 ? "1 second" : Count(span.TotalSeconds, "seconds"),
    };

    private static string Count(double count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(count)} {unit}");
}
