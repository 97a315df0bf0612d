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
    private readonly CancellationTokenSource _total;

    public CallbackDeadline(TimeProvider time)
    {
        _time = time;
        _started = time.GetTimestamp();
        _total = new CancellationTokenSource(Total, time);
    }

    /// <summary>How long a claim on a callback holds others off: as long as its holder may still answer.</summary>
    public static TimeSpan Lease => Total;

    public CancellationToken Token => _total.Token;

    /// <summary>Runs the search for a public key.</summary>
    public Task<T> ForKeyAsync<T>(Func<CancellationToken, Task<T>> work) => WithinAsync(KeyShare, work);

    /// <summary>Runs everything that has to do with the replay guard, waiting for another claimant included.</summary>
    public Task<T> ForGuardAsync<T>(Func<CancellationToken, Task<T>> work) => WithinAsync(GuardShare, work);

    /// <summary>Runs a look at the object.</summary>
    public Task<T> ForLookAsync<T>(Func<CancellationToken, Task<T>> work) => WithinAsync(LookShare, work);

    /// <summary>Runs a call to the ledger.</summary>
    public Task<T> ForLedgerAsync<T>(Func<CancellationToken, Task<T>> work) => WithinAsync(LedgerShare, work);

    /// <summary>Runs the call to the application.</summary>
    public Task<T> ForForwardAsync<T>(Func<CancellationToken, Task<T>> work) => WithinAsync(Left(AfterForward) is var left && left < ForwardShare ? left : ForwardShare, work);

    /// <summary>Runs the wait for what another delivery hears from the application, which takes all that is left.</summary>
    public Task<T> ForForwardedAsync<T>(Func<CancellationToken, Task<T>> work) => WithinAsync(Left(AfterWait), work);

    public void Dispose() => _total.Dispose();

    private TimeSpan Left(TimeSpan rest) => Total - rest - _time.GetElapsedTime(_started) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    private async Task<T> WithinAsync<T>(TimeSpan share, Func<CancellationToken, Task<T>> work)
    {
        using var clock = new CancellationTokenSource(share, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, _total.Token);
        return await work(both.Token);
    }
}
