using SignGateway.Tickets;
using SignGateway.Uploads;
using SignGateway.Uploads.InMemory;
using SignGateway.Uploads.Quotas;

namespace SignGateway.Tests.Simulation;

/// <summary>The database that all replicas share: each call is one transaction, committed whole or not at all. Watches every change of state.</summary>
internal class SimulatedLedger(Wire wire) : IUploadLedger
{
    private static readonly HashSet<(UploadState From, UploadState To)> Allowed =
    [
        (UploadState.Issued, UploadState.Stored), (UploadState.Issued, UploadState.Expired), (UploadState.Issued, UploadState.Deleted),
        (UploadState.Expired, UploadState.Stored), (UploadState.Stored, UploadState.Deleted), (UploadState.Stored, UploadState.Rejected),
        (UploadState.Rejected, UploadState.Stored), (UploadState.Rejected, UploadState.Deleted),
    ];

    /// <summary>What is committed.</summary>
    protected InMemoryUploadLedger Committed { get; } = new();

    public static LedgerUnavailableException Away() => new("simulated");

    /// <summary>Looks at the committed record, as no replica can.</summary>
    public UploadRecord? Peek(UploadId id) => Committed.FindAsync(id, CancellationToken.None).GetAwaiter().GetResult();

    public Task<NoteOutcome> NoteAsync(IReadOnlyList<UploadRecord> grants, IdempotencyNote? idempotency, CancellationToken cancellationToken) =>
        wire.CallAsync(() => Watch(grants[0].Id, () => Now(Committed.NoteAsync(grants, idempotency, CancellationToken.None))), Away, cancellationToken);

    public Task<NoteOutcome> NoteWithinAsync(IReadOnlyList<UploadRecord> grants, IdempotencyNote? idempotency, QuotaCheck check, CancellationToken cancellationToken) =>
        wire.CallAsync(() => Watch(grants[0].Id, () => Now(Committed.NoteWithinAsync(grants, idempotency, check, CancellationToken.None))), Away, cancellationToken);

    public virtual Task<RecordOutcome> RecordAsync(UploadRecord stored, CancellationToken cancellationToken) =>
        wire.CallAsync(() => Watch(stored.Id, () => Now(Committed.RecordAsync(stored, CancellationToken.None))), Away, cancellationToken);

    public Task<UploadRecord?> FindAsync(UploadId id, CancellationToken cancellationToken) =>
        wire.CallAsync(() => Peek(id), Away, cancellationToken);

    public Task<IReadOnlyList<UploadRecord>> ListAsync(UploadQuery query, CancellationToken cancellationToken) =>
        wire.CallAsync(() => Now(Committed.ListAsync(query, CancellationToken.None)), Away, cancellationToken);

    public Task<UploadSearchPage> SearchAsync(UploadSearch search, CancellationToken cancellationToken) =>
        wire.CallAsync(() => Now(Committed.SearchAsync(search, CancellationToken.None)), Away, cancellationToken);

    public Task<IReadOnlyList<UploadRecord>> ListStoredAsync(StoredRange range, CancellationToken cancellationToken) =>
        wire.CallAsync(() => Now(Committed.ListStoredAsync(range, CancellationToken.None)), Away, cancellationToken);

    public virtual Task<bool> ReplaceAsync(UploadRecord seen, UploadRecord becomes, CancellationToken cancellationToken) =>
        wire.CallAsync(() => Watch(seen.Id, () => Now(Committed.ReplaceAsync(seen, becomes, CancellationToken.None))), Away, cancellationToken);

    public Task<IReadOnlyList<UploadRecord>> TakeDueAsync(DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        wire.CallAsync(() => Now(Committed.TakeDueAsync(now, until, limit, CancellationToken.None)), Away, cancellationToken);

    public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected T Watch<T>(UploadId id, Func<T> change)
    {
        var before = Peek(id);
        var result = change();
        var after = Peek(id);
        if (before is not null && after is not null && before.State != after.State && !Allowed.Contains((before.State, after.State)))
            throw new BrokenInvariantException($"{before.State} became {after.State}");
        if (before is not null && after is not null && before.Owner != after.Owner)
            throw new BrokenInvariantException("an object changed its owner");
        return result;
    }

    // The in-memory ledger is done when it returns.
    protected static T Now<T>(Task<T> done) => done.GetAwaiter().GetResult();
}
