using SignGateway.Tickets;
using SignGateway.Uploads.History;

namespace SignGateway.Uploads.InMemory;

/// <summary>A history of the latest entries of this process, for tests and for an application without a store.</summary>
public sealed class InMemoryUploadHistory : IUploadHistory
{
    private const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Replica, long Number), HistoryEntry> _entries = [];
    private readonly Queue<(string Replica, long Number)> _order = [];

    /// <inheritdoc/>
    public Task AppendAsync(IReadOnlyList<HistoryEntry> entries, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var entry in entries)
            {
                if (_entries.TryAdd((entry.Replica, entry.Number), entry))
                    _order.Enqueue((entry.Replica, entry.Number));
            }

            while (_order.Count > Capacity)
                _entries.Remove(_order.Dequeue());
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<HistoryEntry>> ListAsync(UploadId id, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            IReadOnlyList<HistoryEntry> entries =
                [.. _entries.Values.Where(entry => entry.UploadId == id).OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Number).Take(limit)];
            return Task.FromResult(entries);
        }
    }

    /// <inheritdoc/>
    public Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var old = _entries.Where(pair => pair.Value.At < before).Take(limit).Select(pair => pair.Key).ToList();
            old.ForEach(key => _entries.Remove(key));
            return Task.FromResult(old.Count);
        }
    }
}
