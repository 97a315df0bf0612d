using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SignGateway.Telemetry;
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
    private readonly GatewayMeter _meter;
    private readonly TimeProvider _time;
    private readonly ILogger<Reconcile> _logger;

    public Reconcile(IUploadLedger ledger, SettleUpload settle, IOptions<ReconcileOptions> options, GatewayMeter meter, TimeProvider time, ILogger<Reconcile> logger)
    {
        _ledger = ledger;
        _settle = settle;
        _options = options.Value;
        _meter = meter;
        _time = time;
        _logger = logger;
    }

    /// <summary>Settles all that is due; false if it gave up because OSS or the ledger did not answer.</summary>
    public async Task<bool> ExecuteAsync(CancellationToken cancellationToken) => (await ExecuteAsync(null, cancellationToken)).StoppedBecause is null;

    /// <summary>Settles all that is due, and tells what came of it.</summary>
    public async Task<ReconcileReport> ExecuteAsync(IProgress<ReconcileReport>? progress, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var well = false;
        try
        {
            var report = await SweepAsync(progress, cancellationToken);
            well = report.StoppedBecause is null;
            await TellLagAsync(cancellationToken);
            return report;
        }
        finally
        {
            _meter.Swept(well ? "done" : "failed", _time.GetElapsedTime(started));
        }
    }

    private async Task<ReconcileReport> SweepAsync(IProgress<ReconcileReport>? progress, CancellationToken cancellationToken)
    {
        var report = ReconcileReport.Empty;
        try
        {
            while (true)
            {
                var now = _time.GetUtcNow();
                var due = await _ledger.TakeDueAsync(now, now + Lease, _options.Batch, cancellationToken);
                report = report with { Due = report.Due + due.Count };
                foreach (var some in due.Chunk(_options.Concurrency).TakeWhile(_ => _time.GetUtcNow() < now + Lease - LeaseMargin))
                {
                    var answered = await Task.WhenAll(some.Select(upload => SettleAsync(upload, cancellationToken)));
                    _meter.SweptUp(some.Length);
                    var settled = answered.Count(answer => answer);
                    report = report with { Settled = report.Settled + settled, Unanswered = report.Unanswered + some.Length - settled };
                    progress?.Report(report);
                    // Where nothing is to be had, asking for the rest would only add to the trouble.
                    if (settled == 0)
                        return report with { StoppedBecause = "OSS does not answer as it should" };
                }

                if (due.Count < _options.Batch)
                    return report;
            }
        }
        catch (LedgerUnavailableException exception)
        {
            RecoveryLog.LedgerUnavailable(_logger, exception.Message);
            return report with { StoppedBecause = exception.Message };
        }
    }

    private async Task TellLagAsync(CancellationToken cancellationToken)
    {
        if (!_meter.TimesSweep)
            return;
        try
        {
            var late = _time.GetUtcNow() - await _ledger.FirstDueAsync(cancellationToken);
            _meter.SweepIsLate(late > TimeSpan.Zero ? late.Value : TimeSpan.Zero);
        }
        catch (LedgerUnavailableException)
        {
            // The pass has told of it.
        }
    }

    private async Task<bool> SettleAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        using var activity = GatewayActivities.Start(GatewayActivities.Sweep);
        activity.Concerns(upload.Id, upload.Profile);
        var answered = await _settle.ExecuteAsync(upload, cancellationToken);
        if (!answered)
            RecoveryLog.SweepUnavailable(_logger, upload.Id.ToString());
        return answered;
    }
}
