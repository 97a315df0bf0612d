namespace SignGateway.Admin.Stream;

/// <summary>All listeners of this replica.</summary>
internal sealed class StreamHub
{
    public const int MaxClients = 500;

    private readonly Lock _lock = new();
    private readonly HashSet<StreamClient> _clients = [];
    private volatile bool _isHeard;

    /// <summary>Whether anybody listens; asked on every request's way, so it costs nothing.</summary>
    public bool IsHeard => _isHeard;

    /// <summary>How many listen.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _clients.Count;
        }
    }

    /// <summary>A new listener; null if there are too many.</summary>
    public StreamClient? Join()
    {
        lock (_lock)
        {
            if (_clients.Count >= MaxClients)
                return null;
            var client = new StreamClient();
            _clients.Add(client);
            _isHeard = true;
            return client;
        }
    }

    public void Leave(StreamClient client)
    {
        lock (_lock)
        {
            _clients.Remove(client);
            _isHeard = _clients.Count > 0;
            client.Dispose();
        }
    }

    /// <summary>Gives everybody the same bytes. Never waits for anybody.</summary>
    public void Publish(ReadOnlyMemory<byte> text)
    {
        lock (_lock)
        {
            foreach (var client in _clients)
                client.Offer(text);
        }
    }
}
