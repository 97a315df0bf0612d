namespace SignGateway.Uploads.Audit;

/// <summary>The latest entries of this process, for tests and for an application without a store.</summary>
public sealed class InMemoryAudit : IAuditStore
{
    private const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, AuditEntry> _entries = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _entries.Add(entry.Id.ToString(), entry);
            if (_entries.Count > Capacity)
                _entries.Remove(_entries.First().Key);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task CompleteAsync(AuditId id, IReadOnlyDictionary<string, string> after, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(id.ToString(), out var entry) && entry.After is null)
                _entries[id.ToString()] = entry with { After = after };
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditEntry>> ListAsync(int limit, AuditId? before, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            IReadOnlyList<AuditEntry> found =
                [.. _entries.Values.Reverse().Where(entry => before is not { } end || string.CompareOrdinal(entry.Id.ToString(), end.ToString()) < 0).Take(limit)];
            return Task.FromResult(found);
        }
    }

    /// <inheritdoc/>
    public Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var old = _entries.Keys.TakeWhile(id => string.CompareOrdinal(id, AuditId.FirstOf(before).ToString()) < 0).Take(limit).ToList();
            old.ForEach(id => _entries.Remove(id));
            return Task.FromResult(old.Count);
        }
    }
}
