using SignGateway.Tickets;

namespace SignGateway.Uploads.InMemory;

/// <summary>A ledger that lasts as long as its process: for tests of applications that embed the gateway.</summary>
public sealed class InMemoryUploadLedger : IUploadLedger
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<UploadId, UploadRecord> _uploads = [];
    private readonly Dictionary<(string Bucket, string Key), UploadId> _objects = [];
    private readonly Dictionary<(string Owner, string Route, string Key), (IdempotencyNote Note, IReadOnlyList<UploadId> Uploads)> _claims = [];

    /// <inheritdoc/>
    public Task<NoteOutcome> NoteAsync(IReadOnlyList<UploadRecord> grants, IdempotencyNote? idempotency, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (idempotency is not null)
            {
                var claimKey = (idempotency.Owner, idempotency.Route, idempotency.Key);
                if (_claims.TryGetValue(claimKey, out var claim) && claim.Note.ExpiresAt > idempotency.Now)
                {
                    return Task.FromResult<NoteOutcome>(claim.Note.BodyDigest.Span.SequenceEqual(idempotency.BodyDigest.Span)
                        ? new NoteOutcome.Repeated([.. claim.Uploads.Select(id => _uploads[id])])
                        : new NoteOutcome.Conflicting());
                }

                _claims[claimKey] = (idempotency, [.. grants.Select(grant => grant.Id)]);
            }

            foreach (var grant in grants)
            {
                if (_uploads.TryAdd(grant.Id, grant))
                    _objects.TryAdd((grant.Bucket, grant.Key), grant.Id);
            }

            return Task.FromResult<NoteOutcome>(new NoteOutcome.Noted());
        }
    }

    /// <inheritdoc/>
    public Task<RecordOutcome> RecordAsync(UploadRecord stored, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_objects.TryGetValue((stored.Bucket, stored.Key), out var owner) && owner != stored.Id)
                return Task.FromResult(new RecordOutcome(false, _uploads[owner]));
            if (_uploads.TryGetValue(stored.Id, out var known))
            {
                if (known.State is UploadState.Stored or UploadState.Deleted)
                    return Task.FromResult(new RecordOutcome(false, known));
                stored = stored with { Vars = known.Vars };
            }

            _uploads[stored.Id] = stored;
            _objects[(stored.Bucket, stored.Key)] = stored.Id;
            return Task.FromResult(new RecordOutcome(true, stored));
        }
    }

    /// <inheritdoc/>
    public Task<UploadRecord?> FindAsync(UploadId id, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult(_uploads.GetValueOrDefault(id));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<UploadRecord>> ListAsync(UploadQuery query, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<UploadRecord>>([.. _uploads.Values.Reverse()
                .Where(upload => upload.Owner == query.Owner
                    && (query.Before is not { } before || upload.Id < before)
                    && (query.State is not { } state || upload.State == state)
                    && (query.Profile is not { } profile || upload.Profile == profile))
                .Take(query.Limit)]);
        }
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(UploadId id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_uploads.TryGetValue(id, out var upload) || upload.State == UploadState.Deleted)
                return Task.FromResult(false);
            _uploads[id] = upload with { State = UploadState.Deleted };
            return Task.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
