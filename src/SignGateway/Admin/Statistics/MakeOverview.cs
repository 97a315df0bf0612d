using SignGateway.Telemetry;
using SignGateway.Uploads;

namespace SignGateway.Admin.Statistics;

/// <summary>Adds up what this replica counts and what all replicas saved.</summary>
internal sealed class MakeOverview(IStatisticsStore store, LiveStatistics live, DependencyStates dependencies, TimeProvider time)
{
    // A replica saves its minute every few seconds.
    private static readonly TimeSpan SignOfLife = TimeSpan.FromMinutes(2);

    public async Task<Overview> ExecuteAsync(OverviewWindow window, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (from, to) = window.At(now);
        var buckets = await ReadAsync(window.StepSeconds, from, to, cancellationToken);
        var lives = window == OverviewWindow.Hour ? buckets : await ReadAsync(LiveStatistics.Steps[0], now - SignOfLife, to, cancellationToken);

        var series = StatisticsNames.Series.ToDictionary(name => name, _ => new long[window.Steps]);
        var totals = new Dictionary<string, long>();
        foreach (var bucket in buckets)
        {
            var index = (int)((bucket.At - from).TotalSeconds / window.StepSeconds);
            foreach (var (name, count) in bucket.Counts)
            {
                totals[name] = totals.GetValueOrDefault(name) + count;
                if (name.StartsWith(StatisticsNames.Refused, StringComparison.Ordinal) && !series.ContainsKey(name))
                    series[name] = new long[window.Steps];
                if (series.TryGetValue(name, out var points))
                    points[index] += count;
            }
        }

        var replicas = lives.Where(bucket => bucket.At > now - SignOfLife).Select(bucket => bucket.Replica).Distinct().Count();
        return new Overview(window, from, to, series, totals, replicas, dependencies.All);
    }

    // What this replica holds is newer than what it saved.
    private async Task<IReadOnlyCollection<StatisticsBucket>> ReadAsync(int step, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var buckets = (await ReadSavedAsync(step, from, to, cancellationToken)).ToDictionary(bucket => (bucket.Replica, bucket.At));
        foreach (var bucket in live.Snapshot().Where(bucket => bucket.StepSeconds == step && bucket.At >= from && bucket.At < to))
            buckets[(bucket.Replica, bucket.At)] = bucket;
        return buckets.Values;
    }

    // Just then somebody wants to see that the ledger is away.
    private async Task<IReadOnlyList<StatisticsBucket>> ReadSavedAsync(int step, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadAsync(step, from, to, cancellationToken);
        }
        catch (LedgerUnavailableException)
        {
            return [];
        }
    }
}
