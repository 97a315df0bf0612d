namespace SignGateway.Uploads.InMemory;

/// <summary>A replay guard for one process. Bounded: what does not fit is forgotten, which costs work, not correctness.</summary>
public sealed class InProcessReplayGuard : IReplayGuard
{
    private const int MaxKeys = 50_000;

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Uses a clock for leases.</summary>
    public InProcessReplayGuard(TimeProvider time) => _time = time;

    /// <inheritdoc/>
    public Task<GuardClaim> ClaimAsync(string key, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            if (_entries.TryGetValue(key, out var entry) && entry.EndsAt > now)
                return Task.FromResult<GuardClaim>(entry.Answer is { } answer ? new GuardClaim.Answered(answer) : new GuardClaim.Busy());

            var token = Guid.NewGuid().ToString("N");
            Put(key, new Entry(token, null, now + lease));
            return Task.FromResult<GuardClaim>(new GuardClaim.Held(token));
        }
    }

    /// <inheritdoc/>
    public Task AnswerAsync(string key, string answer, TimeSpan keep, CancellationToken cancellationToken)
    {
        lock (_lock)
            Put(key, new Entry("", answer, _time.GetUtcNow() + keep));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ReleaseAsync(string key, string token, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // The key stays in the queue; when its turn comes there is nothing left to forget.
            if (_entries.TryGetValue(key, out var entry) && entry.Answer is null && entry.Token == token)
                _entries.Remove(key);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Put(string key, Entry entry)
    {
        if (!_entries.ContainsKey(key))
        {
            _order.Enqueue(key);
            while (_order.Count > MaxKeys)
                _entries.Remove(_order.Dequeue());
        }

        _entries[key] = entry;
    }

    private sealed record Entry(string Token, string? Answer, DateTimeOffset EndsAt);
}
