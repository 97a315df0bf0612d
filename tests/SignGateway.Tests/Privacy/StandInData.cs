using SignGateway.Privacy;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Tests.Privacy;

/// <summary>Remembers what it was asked to list in the first round, and to forget. Over a ledger it erases as far as ports allow: the record becomes deleted, and keeps its owner.</summary>
internal sealed class StandInData(IUploadLedger? ledger = null) : IPersonalData
{
    public List<Forgettable> Asked { get; } = [];

    public List<UploadRecord> Forgotten { get; } = [];

    /// <summary>What may be forgotten, until it is.</summary>
    public List<UploadRecord> Records { get; } = [];

    /// <summary>How often leftovers were cleared: what every round begins with.</summary>
    public int Rounds { get; private set; }

    public Task<IReadOnlyList<UploadRecord>> ListForgettableAsync(Forgettable what, int offset, int limit, CancellationToken cancellationToken)
    {
        if (Rounds == 1)
            Asked.Add(what);
        return Task.FromResult<IReadOnlyList<UploadRecord>>([.. Records.Where(record => record.State == what.State).Skip(offset).Take(limit)]);
    }

    public Task<int> ForgetAsync(IReadOnlyList<UploadRecord> seen, CancellationToken cancellationToken)
    {
        Forgotten.AddRange(seen);
        return Task.FromResult(Records.RemoveAll(seen.Contains));
    }

    public Task<int> ForgetLeftoversAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        Rounds++;
        return Task.FromResult(0);
    }

    public async Task<UploadTraces?> EraseAsync(UploadRecord seen, DateTimeOffset? lookAt, DateTimeOffset now, CancellationToken cancellationToken) =>
        ledger is null ? throw new NotSupportedException()
        : await ledger.ReplaceAsync(seen, seen with { State = UploadState.Deleted, Deleting = false, LookAt = lookAt }, cancellationToken) ? new UploadTraces(0, 0, 0) : null;

    public Task<UploadTraces> CountAsync(UploadId id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<UserTraces> EraseUserAsync(string owner, string pseudonym, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<UserTraces> CountUserAsync(string owner, CancellationToken cancellationToken) => throw new NotSupportedException();
}
