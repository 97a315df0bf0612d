using SignGateway.Tickets;

namespace SignGateway.Uploads.History;

/// <summary>
/// What happened to uploads, for whoever has to find out. Nothing depends on it: it may miss entries, and forgets old ones.
/// All methods throw <see cref="LedgerUnavailableException"/> when the store cannot be reached or does not answer in time.
/// </summary>
public interface IUploadHistory
{
    /// <summary>Keeps entries. One that is kept already stays as it is, so a call may be made again.</summary>
    Task AppendAsync(IReadOnlyList<HistoryEntry> entries, CancellationToken cancellationToken);

    /// <summary>The latest entries of one upload, newest first.</summary>
    Task<IReadOnlyList<HistoryEntry>> ListAsync(UploadId id, int limit, CancellationToken cancellationToken);

    /// <summary>Forgets up to <paramref name="limit"/> entries from before a time; how many it were.</summary>
    Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
