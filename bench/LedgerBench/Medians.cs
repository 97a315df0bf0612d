namespace LedgerBench;

/// <summary>The middle of what was measured; noise is mostly on one side.</summary>
internal static class Medians
{
    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
