using SignGateway.Uploads;

namespace SignGateway.Events.Outbox;

/// <summary>
/// Events on their way, a line for each endpoint of each. The ledger writes a line in the transaction that changes the record: it asks
/// <see cref="EventPlan"/> what a change tells and calls <see cref="EventPlan.Written"/> once it is committed. A ledger of one's own needs an
/// outbox of one's own beside it. A line that is there already stays as it is. All methods throw <see cref="LedgerUnavailableException"/>
/// when the store cannot be reached or does not answer in time.
/// </summary>
public interface IEventOutbox
{
    /// <summary>
    /// Takes up to <paramref name="limit"/> events that are due at an endpoint, the longest due first, and puts them off until
    /// <paramref name="until"/>: as long as that, nobody else takes them. An event behind a pending one of the same upload is passed over
    /// and put off a little longer than that one.
    /// </summary>
    Task<DueEvents> TakeDueAsync(string endpoint, DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Writes down what became of events that were taken; of one that somebody else has taken since, nothing. What stood behind an event
    /// that is done is due now; true if there is any.
    /// </summary>
    Task<bool> SettleAsync(IReadOnlyList<EventOutcome> outcomes, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Lists events, those of the newest uploads first.</summary>
    Task<IReadOnlyList<OutboxEvent>> ListAsync(EventQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// How many events wait for an endpoint, those that are tried just now included, <paramref name="limit"/> at the most; null from an outbox that cannot tell.
    /// Nothing depends on it: it is measured.
    /// </summary>
    Task<int?> CountWaitingAsync(string endpoint, int limit, CancellationToken cancellationToken) => Task.FromResult<int?>(null);

    /// <summary>Makes dead letters pending again: an event's at one endpoint, or at all if <paramref name="endpoint"/> is null.</summary>
    Task<ReplayOutcome> ReplayAsync(EventId id, string? endpoint, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Forgets up to <paramref name="limit"/> events that were delivered, or given up, before a time; how many it were.</summary>
    Task<int> ForgetAsync(OutboxStatus status, DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Makes dead letters of up to <paramref name="limit"/> events that have been due since before a time and nobody got to; how many it were.
    /// </summary>
    Task<int> GiveUpAsync(DateTimeOffset dueBefore, string reason, DateTimeOffset now, int limit, CancellationToken cancellationToken);
}
