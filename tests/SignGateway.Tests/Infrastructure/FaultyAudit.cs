using SignGateway.Uploads;
using SignGateway.Uploads.Audit;

namespace SignGateway.Tests.Infrastructure;

/// <summary>An audit log in memory that is away when a test says so.</summary>
internal sealed class FaultyAudit : IAuditStore
{
    private readonly InMemoryAudit _inner = new();

    public bool Away { get; set; }

    /// <summary>Goes away once an entry is written.</summary>
    public bool LeavesAfterAppend { get; set; }

    public async Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        Check();
        await _inner.AppendAsync(entry, cancellationToken);
        Away = LeavesAfterAppend;
    }

    public Task CompleteAsync(AuditId id, IReadOnlyDictionary<string, string> after, CancellationToken cancellationToken)
    {
        Check();
        return _inner.CompleteAsync(id, after, cancellationToken);
    }

    public Task<IReadOnlyList<AuditEntry>> ListAsync(int limit, AuditId? before, CancellationToken cancellationToken)
    {
        Check();
        return _inner.ListAsync(limit, before, cancellationToken);
    }

    public Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        Check();
        return _inner.ForgetAsync(before, limit, cancellationToken);
    }

    private void Check()
    {
        if (Away)
            throw new LedgerUnavailableException("The audit log is away.");
    }
}
