using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using SignGateway.Events.Outbox;
using SignGateway.Uploads;

namespace SignGateway.Events.Delivery;

/// <summary>
/// Takes what is due for one endpoint, ever again, as fast as it is worked off. Replicas share the work without a leader, as they do the sweep:
/// taking an event puts it off by a lease, and a replica that dies gives it back by letting the lease run out.
/// </summary>
internal sealed class TakeEvents(EventTarget target, IEventOutbox outbox, EndpointHealth health, DueSignal due, SettleEvents settle, TimeProvider time, ILogger logger)
{
    /// <summary>How long an event that was taken is this replica's.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    // Enough that the next are seldom waited for, and few enough that an endpoint which always uses up its time gets through them within the lease.
    private const int BatchPerSlot = 6;

    // What other replicas wrote, and what is due again, is found by looking.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    // So long whatever comes up is gathered before it is taken.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    public async IAsyncEnumerable<OutboxEvent> ExecuteAsync([EnumeratorCancellation] CancellationToken stoppingToken)
    {
        var pause = Interval;
        while (!stoppingToken.IsCancellationRequested)
        {
            var taken = await TakeAsync(health.IsAway ? 1 : target.Concurrency * BatchPerSlot);
            await foreach (var told in GiveAsync(taken?.Events ?? []))
                yield return told;

            // The pause after trouble is not shortened by a hint.
            pause = taken is null ? Shorter(pause * 2, LongestPause) : Interval;
            if (health.IsAway)
                await WaitAsync(health.Pause, health.Back, stoppingToken);
            else if (taken is not { More: true } && await WaitAsync(pause, taken is null ? null : due, stoppingToken))
                await Task.Delay(Breath, time, stoppingToken);
        }
    }

    // Whoever stops in the middle gives the rest back.
    private async IAsyncEnumerable<OutboxEvent> GiveAsync(IReadOnlyList<OutboxEvent> taken)
    {
        var given = 0;
        try
        {
            for (; given < taken.Count; given++)
                yield return taken[given];
        }
        finally
        {
            foreach (var told in taken.Skip(given + 1))
                await settle.AddAsync(new EventOutcome.Returned(told));
        }
    }

    // Not broken off when the process stops: what was taken without anybody's knowing would wait for the end of its lease.
    private async Task<DueEvents?> TakeAsync(int limit)
    {
        var now = time.GetUtcNow();
        try
        {
            return await outbox.TakeDueAsync(target.Name, now, now + Lease, limit, CancellationToken.None);
        }
        catch (LedgerUnavailableException exception)
        {
            EventLog.LedgerUnavailable(logger, target.Name, exception.Message);
            return null;
        }
    }

    // Whether a hint has ended it.
    private async Task<bool> WaitAsync(TimeSpan pause, DueSignal? hint, CancellationToken stoppingToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var timer = Task.Delay(pause, time, end.Token);
        var hinted = hint?.WaitAsync(end.Token);
        var first = await (hinted is null ? Task.WhenAny(timer) : Task.WhenAny(timer, hinted));
        await end.CancelAsync();
        return first == hinted;
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
