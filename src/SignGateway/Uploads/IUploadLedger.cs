using SignGateway.Tickets;

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
    /// Records an upload as stored, if it is issued, expired or rejected, or if its note is missing. In any other state, nothing changes.
    /// The record's <see cref="UploadRecord.Answer"/> is committed with it. Vars noted at issue are kept.
    /// </summary>
    Task<RecordOutcome> RecordAsync(UploadRecord stored, CancellationToken cancellationToken);

    /// <summary>Finds one upload, whoever owns it; null if there is none.</summary>
    Task<UploadRecord?> FindAsync(UploadId id, CancellationToken cancellationToken);

    /// <summary>Lists uploads, newest first.</summary>
    Task<IReadOnlyList<UploadRecord>> ListAsync(UploadQuery query, CancellationToken cancellationToken);

    /// <summary>Marks an upload as deleted, whatever its state; false if it was deleted already or does not exist.</summary>
    Task<bool> DeleteAsync(UploadId id, CancellationToken cancellationToken);

    /// <summary>Returns if the ledger can take a record now.</summary>
    Task ProbeAsync(CancellationToken cancellationToken);
}
