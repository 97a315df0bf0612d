using System.Globalization;

namespace SignGateway.Admin.Statistics;

/// <summary>
/// A histogram of fixed size: each bucket reaches a fifth further than the one before, from a tenth of a millisecond to half a minute. So a
/// percentile is right within a tenth, and histograms of several replicas can be added.
/// </summary>
internal static class LatencyBuckets
{
    private const int Count = 72;
    private const int PerDoubling = 4;
    private const double FirstMilliseconds = 0.1;

    private static readonly Dictionary<string, string[]> Names = new[] { StatisticsNames.Sign, StatisticsNames.Callback }
        .ToDictionary(prefix => prefix, prefix => Enumerable.Range(0, Count).Select(index => string.Create(CultureInfo.InvariantCulture, $"{prefix}.{index}")).ToArray());

    /// <summary>The name under which a duration is counted.</summary>
    public static string Name(string prefix, double seconds) =>
        Names[prefix][Math.Clamp((int)Math.Floor(Math.Log2(Math.Max(seconds * 1000, FirstMilliseconds) / FirstMilliseconds) * PerDoubling), 0, Count - 1)];

    /// <summary>How many durations were counted.</summary>
    public static long Total(string prefix, IReadOnlyDictionary<string, long> counts) => Names[prefix].Sum(name => counts.GetValueOrDefault(name));

    /// <summary>A percentile in milliseconds; null if nothing was counted.</summary>
    public static double? Percentile(string prefix, IReadOnlyDictionary<string, long> counts, double part)
    {
        var rank = Math.Ceiling(Total(prefix, counts) * part);
        for (var (index, seen) = (0, 0L); index < Count && rank > 0; index++)
        {
            seen += counts.GetValueOrDefault(Names[prefix][index]);
            if (seen >= rank)
                return Math.Round(FirstMilliseconds * Math.Pow(2, (index + 0.5) / PerDoubling), 2);
        }

        return null;
    }
}
