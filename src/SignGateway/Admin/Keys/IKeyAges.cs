using SignGateway.Telemetry;
using SignGateway.Uploads;

namespace SignGateway.Admin.Keys;

/// <summary>
/// Since when and until when keys were seen, by all replicas. Nothing depends on it.
/// All methods throw <see cref="LedgerUnavailableException"/> when the store cannot be reached or does not answer in time.
/// </summary>
public interface IKeyAges
{
    /// <summary>Notes that a replica has these keys now. What was first seen stays as it is.</summary>
    Task SeeAsync(IReadOnlyCollection<KeyInUse> keys, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The keys that some replica had at a time or after it, those seen last first.</summary>
    Task<IReadOnlyList<KeyAge>> ReadAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken);

    /// <summary>Forgets the keys that no replica has had since a time.</summary>
    Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
