using SignGateway.Tickets;
using SignGateway.Uploads;
using SignGateway.Uploads.InMemory;
using SignGateway.Uploads.Quotas;

namespace SignGateway.Tests.Infrastructure;

/// <summary>A ledger in memory whose writes meet a fault first, or where an upload is looked for, as a test sets them.</summary>
internal sealed class FaultyLedger : IUploadLedger
{
    private readonly InMemoryUploadLedger _inner = new();

    public Func<CancellationToken, Task> Fault { get; set; } = _ => Task.CompletedTask;

    public Func<CancellationToken, Task> FindFault { get; set; } = _ => Task.CompletedTask;

    public async Task<NoteOutcome> NoteAsync(IReadOnlyList<UploadRecord> grants, IdempotencyNote? idempotency, CancellationToken cancellationToken)
    {
        await Fault(cancellationToken);
        return await _inner.NoteAsync(grants, idempotency, cancellationToken);
    }

    public async Task<NoteOutcome> NoteWithinAsync(IReadOnlyList<UploadRecord> grants, IdempotencyNote? idempotency, QuotaCheck check, CancellationToken cancellationToken)
    {
        await Fault(cancellationToken);
        return await _inner.NoteWithinAsync(grants, idempotency, check, cancellationToken);
    }

    public async Task<RecordOutcome> RecordAsync(UploadRecord stored, CancellationToken cancellationToken)
    {
        await Fault(cancellationToken);
        return await _inner.RecordAsync(stored, cancellationToken);
    }

    public async Task<UploadRecord?> FindAsync(UploadId id, CancellationToken cancellationToken)
    {
        await FindFault(cancellationToken);
        return await _inner.FindAsync(id, cancellationToken);
    }

    public Task<IReadOnlyList<UploadRecord>> ListAsync(UploadQuery query, CancellationToken cancellationToken) => _inner.ListAsync(query, cancellationToken);

    public Task<UploadSearchPage> SearchAsync(UploadSearch search, CancellationToken cancellationToken) => _inner.SearchAsync(search, cancellationToken);

    public Task<IReadOnlyList<UploadRecord>> ListStoredAsync(StoredRange range, CancellationToken cancellationToken) => _inner.ListStoredAsync(range, cancellationToken);

    public Task<bool> ReplaceAsync(UploadRecord seen, UploadRecord becomes, CancellationToken cancellationToken) => _inner.ReplaceAsync(seen, becomes, cancellationToken);

    public Task<IReadOnlyList<UploadRecord>> TakeDueAsync(DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        _inner.TakeDueAsync(now, until, limit, cancellationToken);

    public Task<DateTimeOffset?> FirstDueAsync(CancellationToken cancellationToken) => _inner.FirstDueAsync(cancellationToken);

    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        await Fault(cancellationToken);
        await _inner.ProbeAsync(cancellationToken);
    }
}
