using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Privacy;

/// <summary>
/// What the ledger and all that is kept beside it know of users, for whoever takes it out. Every method is one transaction, and may be called again.
/// All methods throw <see cref="LedgerUnavailableException"/> when the store cannot be reached or does not answer in time.
/// </summary>
public interface IPersonalData
{
    /// <summary>
    /// Takes everything out of a record, and out of what is kept beside it, but its id, and makes it deleted; a grant for a directory stays one, of nobody.
    /// Null, and nothing changed, if it is no longer the record that was seen.
    /// </summary>
    /// <param name="seen">The record, whose object is gone.</param>
    /// <param name="lookAt">When the sweep looks once more; null if it need not.</param>
    /// <param name="now">The time of the erasure.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<UploadTraces?> EraseAsync(UploadRecord seen, DateTimeOffset? lookAt, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>What is kept beside an upload's record.</summary>
    Task<UploadTraces> CountAsync(UploadId id, CancellationToken cancellationToken);

    /// <summary>
    /// Takes out what is kept of a user beside the uploads; in the audit log a pseudonym takes the user's place, and of uploads that are erased only their
    /// states stay. What was there is counted.
    /// </summary>
    Task<UserTraces> EraseUserAsync(string owner, string pseudonym, CancellationToken cancellationToken);

    /// <summary>What there is of a user now.</summary>
    Task<UserTraces> CountUserAsync(string owner, CancellationToken cancellationToken);

    /// <summary>Records that may be forgotten, those longest at their end first, passing over the first <paramref name="offset"/>.</summary>
    Task<IReadOnlyList<UploadRecord>> ListForgettableAsync(Forgettable what, int offset, int limit, CancellationToken cancellationToken);

    /// <summary>Forgets records, with all that is kept beside them, as far as they still are the ones that were seen; how many it were.</summary>
    Task<int> ForgetAsync(IReadOnlyList<UploadRecord> seen, CancellationToken cancellationToken);

    /// <summary>Forgets up to <paramref name="limit"/> each of idempotency keys that have ended and of sums over nothing; the larger number of both.</summary>
    Task<int> ForgetLeftoversAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);
}
