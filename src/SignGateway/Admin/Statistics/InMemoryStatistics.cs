namespace SignGateway.Admin.Statistics;

/// <summary>Statistics of this process, for tests and for an application without a store. Bounded by what is forgotten.</summary>
public sealed class InMemoryStatistics : IStatisticsStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(int StepSeconds, DateTimeOffset At, string Replica), StatisticsBucket> _buckets = [];

    /// <inheritdoc/>
    public Task SaveAsync(IReadOnlyList<StatisticsBucket> buckets, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var bucket in buckets)
                _buckets[(bucket.StepSeconds, bucket.At, bucket.Replica)] = bucket;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StatisticsBucket>> ReadAsync(int stepSeconds, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            IReadOnlyList<StatisticsBucket> found = [.. _buckets.Values.Where(bucket => bucket.StepSeconds == stepSeconds && bucket.At >= from && bucket.At < until)];
            return Task.FromResult(found);
        }
    }

    /// <inheritdoc/>
    public Task ForgetAsync(int stepSeconds, DateTimeOffset before, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var key in _buckets.Keys.Where(key => key.StepSeconds == stepSeconds && key.At < before).ToList())
                _buckets.Remove(key);
        }

        return Task.CompletedTask;
    }
}
