using SignGateway.Events.Outbox;
using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Events;

/// <summary>An outbox as one life of a gateway has it: once the gateway is dead, nothing of what it still does gets there.</summary>
internal sealed class MortalOutbox(IEventOutbox inner) : IEventOutbox
{
    private int _busy;

    public bool IsDead { get; set; }

    public bool IsBusy => Volatile.Read(ref _busy) > 0;

    public Task<DueEvents> TakeDueAsync(string endpoint, DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        AliveAsync(() => inner.TakeDueAsync(endpoint, now, until, limit, cancellationToken));

    public Task<bool> SettleAsync(IReadOnlyList<EventOutcome> outcomes, DateTimeOffset now, CancellationToken cancellationToken) =>
        AliveAsync(() => inner.SettleAsync(outcomes, now, cancellationToken));

    public Task<IReadOnlyList<OutboxEvent>> ListAsync(EventQuery query, CancellationToken cancellationToken) =>
        AliveAsync(() => inner.ListAsync(query, cancellationToken));

    public Task<ReplayOutcome> ReplayAsync(EventId id, string? endpoint, DateTimeOffset now, CancellationToken cancellationToken) =>
        AliveAsync(() => inner.ReplayAsync(id, endpoint, now, cancellationToken));

    public Task<int> ForgetAsync(OutboxStatus status, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        AliveAsync(() => inner.ForgetAsync(status, before, limit, cancellationToken));

    public Task<int> GiveUpAsync(DateTimeOffset dueBefore, string reason, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        AliveAsync(() => inner.GiveUpAsync(dueBefore, reason, now, limit, cancellationToken));

    private async Task<T> AliveAsync<T>(Func<Task<T>> call)
    {
        Interlocked.Increment(ref _busy);
        try
        {
            return IsDead ? throw new LedgerUnavailableException("This gateway is dead.") : await call();
        }
        finally
        {
            Interlocked.Decrement(ref _busy);
        }
    }
}
