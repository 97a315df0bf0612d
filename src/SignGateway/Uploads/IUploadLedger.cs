using SignGateway.Tickets;
using SignGateway.Uploads.Quotas;

namespace SignGateway.Uploads;

/// <summary>
/// Who owns what. Every method is one transaction, and the ledger's unique keys have the last word on what happened first.
/// All methods throw <see cref="LedgerUnavailableException"/> when the store cannot be reached or does not answer in time.
/// </summary>
public interface IUploadLedger
{
    /// <summary>
    /// Commits the notes of grants, all or none, in state <see cref="UploadState.Issued"/>. A note never overwrites a record that exists.
    /// With an <paramref name="idempotency"/> note the key is claimed in the same transaction.
    /// </summary>
    Task<NoteOutcome> NoteAsync(IReadOnlyList<UploadRecord> grants, IdempotencyNote? idempotency, CancellationToken cancellationToken);

    /// <summary>
    /// The same, if the grants fit into the quotas, together with all that their owner has: counted and noted in one step, so that no others come in between.
    /// A repeated key is answered without counting. If they do not fit, the outcome is <see cref="NoteOutcome.OverQuota"/>.
    /// </summary>
    Task<NoteOutcome> NoteWithinAsync(IReadOnlyList<UploadRecord> grants, IdempotencyNote? idempotency, QuotaCheck check, CancellationToken cancellationToken);

    /// <summary>
    /// Records an upload as stored, if it is issued or expired, or if its note is missing; if it is rejected, only on the evidence of its object.
    /// In any other state, nothing changes. The record's <see cref="UploadRecord.Answer"/> is committed with it. Vars noted at issue are kept.
    /// </summary>
    Task<RecordOutcome> RecordAsync(UploadRecord stored, CancellationToken cancellationToken);

    /// <summary>Finds one upload, whoever owns it; null if there is none.</summary>
    Task<UploadRecord?> FindAsync(UploadId id, CancellationToken cancellationToken);

    /// <summary>Lists uploads, newest first.</summary>
    Task<IReadOnlyList<UploadRecord>> ListAsync(UploadQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Searches the uploads of all owners. However many there are, and whatever is filtered, a call looks through a bounded number of them:
    /// then the page ends early, and says where to go on.
    /// </summary>
    Task<UploadSearchPage> SearchAsync(UploadSearch search, CancellationToken cancellationToken);

    /// <summary>A page of the stored uploads of a bucket, by object key; what a list of the bucket is held against.</summary>
    /// <exception cref="LedgerUnavailableException">Nothing was read.</exception>
    Task<IReadOnlyList<UploadRecord>> ListStoredAsync(StoredRange range, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces a record by what it has become, if it still is the one that was seen; false, and nothing changed, if it is not.
    /// What the grant fixed stays, whatever <paramref name="becomes"/> says.
    /// </summary>
    Task<bool> ReplaceAsync(UploadRecord seen, UploadRecord becomes, CancellationToken cancellationToken);

    /// <summary>
    /// Takes up to <paramref name="limit"/> uploads whose look is due, the longest due first, and puts their next look off until
    /// <paramref name="until"/>: as long as that, nobody else takes them.
    /// </summary>
    Task<IReadOnlyList<UploadRecord>> TakeDueAsync(DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// When the look is or was due that is due first, whoever has it now; null if none is, or from a ledger that cannot tell. Nothing depends on it: it is measured.
    /// </summary>
    Task<DateTimeOffset?> FirstDueAsync(CancellationToken cancellationToken) => Task.FromResult<DateTimeOffset?>(null);

    /// <summary>Returns if the ledger can take a record now.</summary>
    Task ProbeAsync(CancellationToken cancellationToken);
}
