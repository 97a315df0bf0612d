using SignGateway.Tickets;
using SignGateway.Uploads.Quotas;

namespace SignGateway.Uploads.InMemory;

/// <summary>
/// A ledger that forgets everything when the process ends. It keeps the port's promises, so tests may stand on it;
/// it grows with every upload, so nothing else should.
/// </summary>
public sealed class InMemoryUploadLedger : IUploadLedger
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<UploadId, UploadRecord> _uploads = [];
    private readonly Dictionary<(string Bucket, string Key), UploadId> _objects = [];
    private readonly Dictionary<(string Owner, string Route, string Key), Claim> _claims = [];

    private readonly Dictionary<UploadId, Reservation> _reservations = [];

    /// <summary>Told of every record that was changed by recording or replacing, before and after, as a part of the change: must not throw.</summary>
    internal event Action<UploadRecord?, UploadRecord>? Changed;

    /// <inheritdoc/>
    public Task<NoteOutcome> NoteAsync(
        IReadOnlyList<UploadRecord> grants, IdempotencyNote? idempotency, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
            return Task.FromResult(Note(grants, idempotency, null));
    }

    /// <inheritdoc/>
    public Task<NoteOutcome> NoteWithinAsync(
        IReadOnlyList<UploadRecord> grants, IdempotencyNote? idempotency, QuotaCheck check, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
            return Task.FromResult(Note(grants, idempotency, check));
    }

    /// <inheritdoc/>
    public Task<RecordOutcome> RecordAsync(UploadRecord stored, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
            return Task.FromResult(Record(stored));
    }

    /// <inheritdoc/>
    public Task<UploadRecord?> FindAsync(UploadId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
            return Task.FromResult(_uploads.GetValueOrDefault(id));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<UploadRecord>> ListAsync(UploadQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            IReadOnlyList<UploadRecord> page = [.. _uploads.Values.Reverse().Where(upload => Matches(upload, query)).Take(query.Limit)];
            return Task.FromResult(page);
        }
    }

    /// <inheritdoc/>
    public Task<UploadSearchPage> SearchAsync(UploadSearch search, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var found = _uploads.Values.Reverse().Where(upload => SearchMatch.Matches(upload, search)).Take(search.Limit + 1).ToList();
            var items = found.Take(search.Limit).ToList();
            return Task.FromResult(new UploadSearchPage(items, found.Count > search.Limit ? items[^1].Id : null));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<UploadRecord>> ListStoredAsync(StoredRange range, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            IReadOnlyList<UploadRecord> page =
                [.. _uploads.Values.Where(upload => Lies(upload, range)).OrderBy(upload => upload.Key, StringComparer.Ordinal).Take(range.Limit)];
            return Task.FromResult(page);
        }
    }

    /// <inheritdoc/>
    public Task<bool> ReplaceAsync(UploadRecord seen, UploadRecord becomes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!_uploads.TryGetValue(seen.Id, out var upload) || upload.Version != seen.Version)
                return Task.FromResult(false);

            Change(upload, becomes with
            {
                Id = upload.Id,
                Owner = upload.Owner,
                Method = upload.Method,
                Profile = upload.Profile,
                Bucket = upload.Bucket,
                Key = upload.Key,
                FileName = upload.FileName,
                Vars = upload.Vars,
                ClientVars = upload.ClientVars,
                IssuedAt = upload.IssuedAt,
                ExpiresAt = upload.ExpiresAt,
                Version = upload.Version + 1,
            });
            return Task.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<UploadRecord>> TakeDueAsync(DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var due = _uploads.Values.Where(upload => upload.LookAt <= now).OrderBy(upload => upload.LookAt).Take(limit).ToList();
            IReadOnlyList<UploadRecord> taken = [.. due.Select(upload => Put(upload with { LookAt = until, Version = upload.Version + 1 }))];
            return Task.FromResult(taken);
        }
    }

    /// <inheritdoc/>
    public Task<DateTimeOffset?> FirstDueAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult(_uploads.Values.Min(upload => upload.LookAt));
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private NoteOutcome Note(IReadOnlyList<UploadRecord> grants, IdempotencyNote? note, QuotaCheck? check)
    {
        if (note is not null && Live(note) is { } claim)
        {
            return claim.BodyDigest.AsSpan().SequenceEqual(note.BodyDigest.Span)
                ? new NoteOutcome.Repeated([.. claim.Uploads.Select(id => _uploads[id])])
                : new NoteOutcome.Conflicting();
        }

        var excess = check?.Quotas.Select(quota => check.Find(grants, quota, Use(grants[0].Owner, quota, check.Now))).FirstOrDefault(found => found is not null);
        if (excess is not null)
            return new NoteOutcome.OverQuota(excess);

        var fresh = grants.Where(grant => !_uploads.ContainsKey(grant.Id)).ToList();
        if (fresh.Any(grant => _objects.ContainsKey((grant.Bucket, grant.Key))))
            throw new InvalidOperationException("An object key among these grants belongs to another upload.");

        foreach (var grant in fresh)
            Put(grant with { State = grant.State == UploadState.Prefix ? UploadState.Prefix : UploadState.Issued, Version = 0 });
        foreach (var (grant, reservation) in check is null ? [] : grants.Zip(check.Reservations))
            _reservations[grant.Id] = reservation;
        if (note is not null)
            _claims[(note.Owner, note.Route, note.Key)] = new Claim(note.BodyDigest.ToArray(), [.. grants.Select(grant => grant.Id)], note.ExpiresAt);
        return new NoteOutcome.Noted();
    }

    private QuotaUse Use(string owner, UploadQuota quota, DateTimeOffset now)
    {
        var use = new QuotaUse(0, 0, 0, null);
        foreach (var upload in _uploads.Values.Where(upload => upload.Owner == owner && upload.Profile == quota.Profile))
        {
            if (upload.State == UploadState.Stored)
                use = use with { Count = use.Count + 1, Bytes = use.Bytes + (upload.Size ?? 0) };
            else if (upload.State is UploadState.Issued or UploadState.Prefix && upload.ExpiresAt > now)
                use = use.With(_reservations.GetValueOrDefault(upload.Id) ?? new Reservation(1, upload.Size ?? quota.UnknownBytes)) with { NextEnd = use.NextEnd < upload.ExpiresAt ? use.NextEnd : upload.ExpiresAt };
        }

        return use;
    }

    private Claim? Live(IdempotencyNote note) =>
        _claims.TryGetValue((note.Owner, note.Route, note.Key), out var claim) && claim.ExpiresAt > note.Now ? claim : null;

    private RecordOutcome Record(UploadRecord stored)
    {
        if (_uploads.TryGetValue(stored.Id, out var noted))
        {
            return noted.State is UploadState.Issued or UploadState.Expired || (noted.State == UploadState.Rejected && stored.Evidence == Evidence.Object)
                ? new RecordOutcome(true, Change(noted, Merge(noted, stored)))
                : new RecordOutcome(false, noted);
        }

        return _objects.TryGetValue((stored.Bucket, stored.Key), out var holder)
            ? new RecordOutcome(false, _uploads[holder])
            : new RecordOutcome(true, Change(null, stored with { State = UploadState.Stored, Version = 0 }));
    }

    // What the grant fixed stays; what was first said of the recording stays; the object is as it is now.
    private static UploadRecord Merge(UploadRecord noted, UploadRecord stored) => noted with
    {
        State = UploadState.Stored,
        ContentType = stored.ContentType,
        Size = stored.Size,
        ETag = stored.ETag,
        Crc64 = stored.Crc64,
        Image = stored.Image,
        ClientVars = stored.ClientVars,
        Evidence = stored.Evidence,
        StoredAt = noted.StoredAt ?? stored.StoredAt,
        RecordedBy = noted.RecordedBy ?? stored.RecordedBy,
        Answer = noted.Answer ?? stored.Answer,
        LookAt = noted.Deleting ? noted.LookAt : stored.LookAt,
        Version = noted.Version + 1,
    };

    private UploadRecord Change(UploadRecord? before, UploadRecord after)
    {
        Put(after);
        Changed?.Invoke(before, after);
        return after;
    }

    private UploadRecord Put(UploadRecord upload)
    {
        _uploads[upload.Id] = upload;
        _objects[(upload.Bucket, upload.Key)] = upload.Id;
        return upload;
    }

    private static bool Matches(UploadRecord upload, UploadQuery query) =>
        upload.Owner == query.Owner
        && (query.Before is not { } before || upload.Id < before)
        && (query.State is { } state ? upload.State == state : upload.State != UploadState.Prefix)
        && (query.Profile is not { } profile || upload.Profile == profile);

    // The order of UTF-16 is the order of bytes but for characters outside the first plane, which only uploaders choose.
    private static bool Lies(UploadRecord upload, StoredRange range) =>
        upload.State == UploadState.Stored
        && upload.Bucket == range.Bucket
        && string.CompareOrdinal(upload.Key, range.From) >= 0
        && string.CompareOrdinal(upload.Key, range.After) > 0
        && (range.UpTo is not { } last || string.CompareOrdinal(upload.Key, last) <= 0);

    private sealed record Claim(byte[] BodyDigest, IReadOnlyList<UploadId> Uploads, DateTimeOffset ExpiresAt);
}
