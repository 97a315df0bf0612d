using System.Collections.Concurrent;
using SignGateway.Telemetry;
using SignGateway.Tickets;

namespace SignGateway.Uploads;

/// <summary>Holds an answer until an upload leaves state <c>issued</c> or the process is about to end, within limits by user and process.</summary>
public sealed class WaitForUpload
{
    private const int MaxPerOwner = 4;
    private const int MaxPerProcess = 10_000;

    // Other replicas record uploads too, and only a look tells of that: each second for each who waits, as long as they are not so many that the ledger
    // would have more to do for them than for all others.
    private const int LooksPerSecond = 1000;

    private readonly IUploadLedger _ledger;
    private readonly UploadSignals _signals;
    private readonly DrainState _drain;
    private readonly GatewayMeter _meter;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, int> _owners = new(StringComparer.Ordinal);
    private int _total;

    /// <summary>Looks at the ledger and listens to signals.</summary>
    public WaitForUpload(IUploadLedger ledger, UploadSignals signals, DrainState drain, GatewayMeter meter, TimeProvider time)
    {
        _ledger = ledger;
        _signals = signals;
        _drain = drain;
        _meter = meter;
        _time = time;
    }

    private TimeSpan LookInterval => TimeSpan.FromSeconds(Math.Max(1, (double)Volatile.Read(ref _total) / LooksPerSecond));

    /// <summary>The upload once it is no longer issued, or as it is when the time or the limits are used up.</summary>
    public async Task<UploadRecord> ExecuteAsync(UploadRecord upload, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (upload.State != UploadState.Issued || wait <= TimeSpan.Zero || !TryEnter(upload.Owner))
            return upload;

        _meter.Waits(1);
        try
        {
            var started = _time.GetTimestamp();
            while (upload.State == UploadState.Issued && !_drain.Closing.IsCancellationRequested && _time.GetElapsedTime(started) < wait)
            {
                // Taken before the look, so that a change between look and wait is not missed.
                var signal = _signals.NextAsync(upload.Id);
                upload = await LookAsync(upload, cancellationToken);
                if (upload.State == UploadState.Issued)
                    await WaitAsync(signal, Shorter(LookInterval, wait - _time.GetElapsedTime(started)), cancellationToken);
            }

            return upload;
        }
        finally
        {
            // Also drops the signal; whoever else waits for it looks once more and takes a new one.
            _signals.Wake(upload.Id);
            Leave(upload.Owner);
            _meter.Waits(-1);
        }
    }

    // Whoever asked has the state from before the wait; a ledger that is away for a moment is no reason to throw out all who wait.
    private async Task<UploadRecord> LookAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        try
        {
            return await _ledger.FindAsync(upload.Id, cancellationToken) ?? upload;
        }
        catch (LedgerUnavailableException)
        {
            return upload;
        }
    }

    private async Task WaitAsync(Task signal, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _drain.Closing);
        var timer = Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, _time, end.Token);
        await Task.WhenAny(signal, timer);
        cancellationToken.ThrowIfCancellationRequested();
        await end.CancelAsync();
    }

    private bool TryEnter(string owner)
    {
        var total = Interlocked.Increment(ref _total);
        var own = _owners.AddOrUpdate(owner, 1, (_, count) => count + 1);
        if (total <= MaxPerProcess && own <= MaxPerOwner)
            return true;
        Leave(owner);
        return false;
    }

    private void Leave(string owner)
    {
        Interlocked.Decrement(ref _total);
        if (_owners.AddOrUpdate(owner, 0, (_, count) => Math.Max(0, count - 1)) == 0)
            _owners.TryRemove(new KeyValuePair<string, int>(owner, 0));
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
