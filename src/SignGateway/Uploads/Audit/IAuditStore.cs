namespace SignGateway.Uploads.Audit;

/// <summary>
/// What administrators did. An entry is never changed, but for what came of it, which is said once.
/// All methods throw <see cref="LedgerUnavailableException"/> when the store cannot be reached or does not answer in time.
/// </summary>
public interface IAuditStore
{
    /// <summary>Commits an entry.</summary>
    Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Says what came of an entry that has not said it yet.</summary>
    Task CompleteAsync(AuditId id, IReadOnlyDictionary<string, string> after, CancellationToken cancellationToken);

    /// <summary>The latest entries, newest first; only those before <paramref name="before"/> if it is given.</summary>
    Task<IReadOnlyList<AuditEntry>> ListAsync(int limit, AuditId? before, CancellationToken cancellationToken);

    /// <summary>Forgets up to <paramref name="limit"/> entries from before a time; how many it were.</summary>
    Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
