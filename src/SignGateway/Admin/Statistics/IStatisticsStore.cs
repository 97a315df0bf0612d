using SignGateway.Uploads;

namespace SignGateway.Admin.Statistics;

/// <summary>
/// Where replicas leave what they counted, for one another. Nothing depends on it.
/// All methods throw <see cref="LedgerUnavailableException"/> when the store cannot be reached or does not answer in time.
/// </summary>
public interface IStatisticsStore
{
    /// <summary>Keeps buckets, each in place of what its replica saved for it before.</summary>
    Task SaveAsync(IReadOnlyList<StatisticsBucket> buckets, CancellationToken cancellationToken);

    /// <summary>The buckets of all replicas that have one length and begin in a time, its end not included.</summary>
    Task<IReadOnlyList<StatisticsBucket>> ReadAsync(int stepSeconds, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Forgets the buckets of one length that begin before a time.</summary>
    Task ForgetAsync(int stepSeconds, DateTimeOffset before, CancellationToken cancellationToken);
}
