namespace SignGateway.Storage;

/// <summary>The folders that this process holds. Asking twice for one folder gives it once: the ledger and the host may share one.</summary>
public sealed class DataFolders : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DataFolder> _held = new(StringComparer.Ordinal);

    /// <summary>The folder, held from now on; null, and what to do about it, if it cannot be.</summary>
    public DataFolder? TryOpen(string path, out string? fault)
    {
        lock (_lock)
        {
            fault = null;
            var full = Path.GetFullPath(path);
            if (!_held.TryGetValue(full, out var folder) && DataFolder.TryOpen(full, out fault) is { } opened)
                _held[full] = folder = opened;
            return folder;
        }
    }

    /// <summary>Gives every folder back.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var folder in _held.Values)
                folder.Dispose();
            _held.Clear();
        }
    }
}
