using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SignGateway.Uploads;

namespace SignGateway.Recovery;

/// <summary>
/// One pass over what is due. Replicas share the work without a leader: taking a row puts its look off by a lease, so while one looks the others
/// pass it over, and a replica that dies gives it back by letting the lease run out.
/// </summary>
internal sealed class Reconcile
{
    /// <summary>How long a row that was taken is this replica's.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    // No look starts that might still run when the lease is over; one that does all the same loses its compare-and-set.
    private static readonly TimeSpan LeaseMargin = TimeSpan.FromSeconds(20);

    private readonly IUploadLedger _ledger;
    private readonly SettleUpload _settle;
    private readonly ReconcileOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<Reconcile> _logger;

    public Reconcile(IUploadLedger ledger, SettleUpload settle, IOptions<ReconcileOptions> options, TimeProvider time, ILogger<Reconcile> logger)
    {
        _ledger = ledger;
        _settle = settle;
        _options = options.Value;
        _time = time;
        _logger = logger;
    }

    /// <summary>Settles all that is due; false if it gave up because OSS or the ledger did not answer.</summary>
    public async Task<bool> ExecuteAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var now = _time.GetUtcNow();
                var due = await _ledger.TakeDueAsync(now, now + Lease, _options.Batch, cancellationToken);
                if (!await SettleAllAsync(due, now + Lease - LeaseMargin, cancellationToken))
                    return false;
                if (due.Count < _options.Batch)
                    return true;
            }
        }
        catch (LedgerUnavailableException exception)
        {
            RecoveryLog.LedgerUnavailable(_logger, exception.Message);
            return false;
        }
    }

    private async Task<bool> SettleAllAsync(IReadOnlyList<UploadRecord> due, DateTimeOffset until, CancellationToken cancellationToken)
    {
        foreach (var some in due.Chunk(_options.Concurrency))
        {
            if (_time.GetUtcNow() >= until)
                return true;
            var answered = await Task.WhenAll(some.Select(upload => SettleAsync(upload, cancellationToken)));
            // Where nothing is to be had, asking for the rest would only add to the trouble.
            if (!answered.Any(answer => answer))
                return false;
        }

        return true;
    }

    private async Task<bool> SettleAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        var answered = await _settle.ExecuteAsync(upload, cancellationToken);
        if (!answered)
            RecoveryLog.SweepUnavailable(_logger, upload.Id.ToString());
        return answered;
    }
}
