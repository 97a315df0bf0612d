using SignGateway.Uploads;
using SignGateway.Uploads.InMemory;

namespace SignGateway.Events.Outbox;

/// <summary>
/// An outbox beside <see cref="InMemoryUploadLedger"/>, which forgets everything when the process ends. It keeps the port's promises, so tests
/// may stand on it.
/// </summary>
public sealed class InMemoryEventOutbox : IEventOutbox
{
    private readonly Lock _lock = new();
    private readonly Dictionary<EventPlace, OutboxEvent> _events = [];
    private readonly EventPlan _plan;

    /// <summary>Hears of changes if the ledger is the one in memory; of any other's, nothing.</summary>
    public InMemoryEventOutbox(IUploadLedger ledger, EventPlan plan)
    {
        _plan = plan;
        if (ledger is not InMemoryUploadLedger memory)
            return;
        HearsLedger = true;
        memory.Changed += Add;
    }

    /// <summary>Whether the ledger tells it of changes.</summary>
    internal bool HearsLedger { get; }

    /// <inheritdoc/>
    public Task<DueEvents> TakeDueAsync(string endpoint, DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var due = _events.Values.Where(found => found.Endpoint == endpoint && found.DueAt <= now).OrderBy(found => found.DueAt).Take(limit).ToList();
            List<OutboxEvent> taken = [];
            foreach (var (found, behind) in due.ConvertAll(found => (found, Behind(found))))
            {
                if (behind is null)
                    taken.Add(Put(found with { DueAt = until, Attempts = found.Attempts + 1 }));
                else
                    Put(found with { DueAt = (behind > until ? behind.Value : until).AddMilliseconds(1) });
            }

            return Task.FromResult(new DueEvents(taken, due.Count == limit));
        }
    }

    /// <inheritdoc/>
    public Task<bool> SettleAsync(IReadOnlyList<EventOutcome> outcomes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            foreach (var outcome in outcomes)
            {
                if (_events.GetValueOrDefault(EventPlace.Of(outcome.Event)) is { Status: OutboxStatus.Pending } found && found.DueAt == outcome.Event.DueAt)
                    Put(Settled(found, outcome, now));
            }

            var freed = outcomes.Where(outcome => outcome is EventOutcome.Delivered or EventOutcome.Dead)
                .SelectMany(outcome => _events.Values.Where(found => IsSameLine(found, outcome.Event) && found is { Status: OutboxStatus.Pending, Attempts: 0 } && found.DueAt > now && Behind(found) is null))
                .ToList();
            freed.ForEach(found => Put(found with { DueAt = now }));
            return Task.FromResult(freed.Count > 0);
        }
    }

    /// <inheritdoc/>
    public Task<int?> CountWaitingAsync(string endpoint, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult<int?>(_events.Values.Where(found => found.Endpoint == endpoint && found.DueAt is not null).Take(limit).Count());
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<OutboxEvent>> ListAsync(EventQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            IReadOnlyList<OutboxEvent> page =
            [
                .. _events.Values
                    .Where(found => found.Status == query.Status && (query.Endpoint ?? found.Endpoint) == found.Endpoint)
                    .OrderByDescending(found => found.Upload.Id).ThenByDescending(found => found.Upload.Version).ThenByDescending(found => found.Endpoint, StringComparer.Ordinal)
                    .Where(found => query.After is not { } after || Compare(EventPlace.Of(found), after) < 0)
                    .Take(query.Limit),
            ];
            return Task.FromResult(page);
        }
    }

    /// <inheritdoc/>
    public Task<ReplayOutcome> ReplayAsync(EventId id, string? endpoint, DateTimeOffset now, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var same = _events.Values.Where(found => found.Id == id && (endpoint ?? found.Endpoint) == found.Endpoint).ToList();
            var dead = same.FindAll(found => found.Status == OutboxStatus.Dead);
            dead.ForEach(found => Put(found with { Status = OutboxStatus.Pending, DueAt = now, DoneAt = null, Attempts = 0 }));
            return Task.FromResult(dead.Count > 0 ? ReplayOutcome.Replayed : same.Count > 0 ? ReplayOutcome.NotDead : ReplayOutcome.NotFound);
        }
    }

    /// <inheritdoc/>
    public Task<int> ForgetAsync(OutboxStatus status, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var forgotten = _events.Where(pair => pair.Value.Status == status && pair.Value.DoneAt < before).Take(limit).Select(pair => pair.Key).ToList();
            return Task.FromResult(forgotten.Count(_events.Remove));
        }
    }

    /// <inheritdoc/>
    public Task<int> GiveUpAsync(DateTimeOffset dueBefore, string reason, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var late = _events.Values.Where(found => found.DueAt < dueBefore).Take(limit).ToList();
            late.ForEach(found => Put(found with { Status = OutboxStatus.Dead, DueAt = null, DoneAt = now, LastError = reason }));
            return Task.FromResult(late.Count);
        }
    }

    private void Add(UploadRecord? before, UploadRecord after)
    {
        if (_plan.For(before, after) is not { } planned)
            return;

        lock (_lock)
        {
            foreach (var endpoint in planned.Endpoints)
            {
                var told = after with { Answer = null, LookAt = null, Deleting = false };
                var added = new OutboxEvent { Endpoint = endpoint, At = planned.At, Upload = told, Status = OutboxStatus.Pending, DueAt = planned.At };
                _events.TryAdd(EventPlace.Of(added), added);
            }
        }

        _plan.Written(planned);
    }

    private static OutboxEvent Settled(OutboxEvent found, EventOutcome outcome, DateTimeOffset now) => outcome switch
    {
        EventOutcome.Delivered => found with { Status = OutboxStatus.Delivered, DueAt = null, DoneAt = now },
        EventOutcome.Dead(_, var reason) => found with { Status = OutboxStatus.Dead, DueAt = null, DoneAt = now, LastError = reason },
        EventOutcome.Again(_, var at, var reason) => found with { DueAt = at, LastError = reason },
        _ => found with { DueAt = now, Attempts = found.Attempts - 1 },
    };

    // When the latest pending event before this one is due; null if there is none.
    private DateTimeOffset? Behind(OutboxEvent found) => _events.Values
        .Where(earlier => IsSameLine(earlier, found) && earlier.Upload.Version < found.Upload.Version && earlier.Status == OutboxStatus.Pending)
        .Max(earlier => earlier.DueAt);

    private static bool IsSameLine(OutboxEvent left, OutboxEvent right) => left.Endpoint == right.Endpoint && left.Upload.Id == right.Upload.Id;

    private static int Compare(EventPlace left, EventPlace right) =>
        (left.Upload, left.Number).CompareTo((right.Upload, right.Number)) is not 0 and var order ? order : string.CompareOrdinal(left.Endpoint, right.Endpoint);

    private OutboxEvent Put(OutboxEvent changed) => _events[EventPlace.Of(changed)] = changed;
}
