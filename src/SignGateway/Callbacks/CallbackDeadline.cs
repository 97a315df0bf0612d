namespace SignGateway.Callbacks;

/// <summary>
/// The one deadline of a callback, and the shares of it that each step may use. OSS gives up after 5 s, and what is answered later is
/// answered to nobody; so the work runs under this clock, not under the connection's life: OSS hanging up must not undo a record.
/// </summary>
internal sealed class CallbackDeadline : IDisposable
{
    private static readonly TimeSpan Total = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan KeyShare = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan GuardShare = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LookShare = TimeSpan.FromMilliseconds(1200);
    private static readonly TimeSpan LedgerShare = TimeSpan.FromMilliseconds(1300);
    private static readonly TimeSpan ForwardShare = TimeSpan.FromSeconds(2);

    // What comes after the application: its answer is kept, and OSS gets ours.
    private static readonly TimeSpan AfterForward = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan AfterWait = TimeSpan.FromMilliseconds(300);

    private readonly TimeProvider _time;
    private readonly long _started;
    private CancellationTokenSource? _clock;

    public CallbackDeadline(TimeProvider time)
    {
        _time = time;
        _started = time.GetTimestamp();
    }

    /// <summary>How long a claim on a callback holds others off: as long as its holder may still answer.</summary>
    public static TimeSpan Lease => Total;

    /// <summary>Begins to read the body, which may take all that is left.</summary>
    public CancellationToken ForBody() => Begin(Total);

    /// <summary>Begins the search for a public key.</summary>
    public CancellationToken ForKey() => Begin(KeyShare);

    /// <summary>Begins what has to do with the replay guard, waiting for another claimant included.</summary>
    public CancellationToken ForGuard() => Begin(GuardShare);

    /// <summary>Begins a look at the object.</summary>
    public CancellationToken ForLook() => Begin(LookShare);

    /// <summary>Begins a call to the ledger.</summary>
    public CancellationToken ForLedger() => Begin(LedgerShare);

    /// <summary>Begins the call to the application.</summary>
    public CancellationToken ForForward() => Begin(Left(AfterForward) is var left && left < ForwardShare ? left : ForwardShare);

    /// <summary>Begins the wait for what another delivery hears from the application, which takes all that is left.</summary>
    public CancellationToken ForForwarded() => Begin(Left(AfterWait));

    public void Dispose() => _clock?.Dispose();

    private TimeSpan Left(TimeSpan rest) => Total - rest - _time.GetElapsedTime(_started) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    // Steps come one after another, so one clock is wound up again for each. The token of the step before ends with it.
    private CancellationToken Begin(TimeSpan share)
    {
        var left = Left(TimeSpan.Zero);
        var time = share < left ? share : left;
        if (time > TimeSpan.Zero && _clock?.TryReset() == true)
        {
            _clock.CancelAfter(time);
            return _clock.Token;
        }

        _clock?.Dispose();
        _clock = new CancellationTokenSource(time, _time);
        return _clock.Token;
    }
}
