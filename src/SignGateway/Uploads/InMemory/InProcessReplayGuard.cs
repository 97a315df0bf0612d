using System.Globalization;

namespace SignGateway.Uploads.InMemory;

/// <summary>
/// The replay guard of a single replica, kept in memory and bounded: past its capacity the answer that came first is forgotten,
/// and when nothing but live claims is left, further callers are let through as holders. The ledger then sorts them out.
/// </summary>
public sealed class InProcessReplayGuard : IReplayGuard
{
    private readonly TimeProvider _time;
    private readonly int _capacity;
    private readonly Lock _lock = new();
    private readonly RememberedAnswers _answers = new();
    private readonly Dictionary<string, LinkedListNode<Claim>> _claims = [];

    // In the order in which they end.
    private readonly LinkedList<Claim> _inOrder = new();
    private long _sequence;

    /// <summary>Makes an empty guard for at most <paramref name="capacity"/> keys.</summary>
    public InProcessReplayGuard(TimeProvider time, int capacity = 100_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _time = time;
        _capacity = capacity;
    }

    /// <inheritdoc/>
    public Task<GuardClaim> ClaimAsync(string key, TimeSpan lease, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
            return Task.FromResult(Take(key, lease));
    }

    /// <inheritdoc/>
    public Task AnswerAsync(string key, string answer, TimeSpan keep, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            ForgetEnded(now);
            ForgetClaim(key);
            _answers.Forget(key);
            if (HasRoom())
                _answers.Add(key, answer, now + keep);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ReleaseAsync(string key, string token, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_claims.TryGetValue(key, out var claim) && claim.Value.Token == token)
                ForgetClaim(key);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ForgetAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            ForgetClaim(key);
            _answers.Forget(key);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private GuardClaim Take(string key, TimeSpan lease)
    {
        var now = _time.GetUtcNow();
        ForgetEnded(now);
        if (_answers.TryFind(key, now, out var answer))
            return new GuardClaim.Answered(answer);
        if (_claims.ContainsKey(key))
            return new GuardClaim.Busy();

        var claim = new Claim(key, now + lease, (++_sequence).ToString(CultureInfo.InvariantCulture));
        if (HasRoom())
            Add(claim);
        return new GuardClaim.Held(claim.Token);
    }

    private void Add(Claim claim)
    {
        // All last equally long: it is the last that it comes after.
        var before = _inOrder.Last;
        while (before is not null && before.Value.End > claim.End)
            before = before.Previous;
        _claims.Add(claim.Key, before is null ? _inOrder.AddFirst(claim) : _inOrder.AddAfter(before, claim));
    }

    private void ForgetClaim(string key)
    {
        if (_claims.Remove(key, out var claim))
            _inOrder.Remove(claim);
    }

    private void ForgetEnded(DateTimeOffset now)
    {
        while (_inOrder.First is { Value: var claim } && claim.End <= now)
            ForgetClaim(claim.Key);
        _answers.ForgetEnded(now);
    }

    private bool HasRoom() => _claims.Count + _answers.Count < _capacity || _answers.ForgetOldest();

    private sealed record Claim(string Key, DateTimeOffset End, string Token);
}
