using System.Globalization;
using System.Text;

namespace SignGateway.Uploads.InMemory;

/// <summary>
/// The replay guard of a single replica, kept in memory and bounded: past its capacity the answer closest to its end is forgotten,
/// and when nothing but live claims is left, further callers are let through as holders. The ledger then sorts them out.
/// </summary>
public sealed class InProcessReplayGuard : IReplayGuard
{
    // With answers of the usual size this is reached at about the same time as the number of keys. Kept as UTF-8, they take half of what text takes.
    private const int MaxAnswerBytes = 64 * 1024 * 1024;

    private readonly TimeProvider _time;
    private readonly int _capacity;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = [];

    // Both in the order in which they end.
    private readonly LinkedList<Entry> _claims = new();
    private readonly LinkedList<Entry> _answers = new();
    private long _sequence;
    private long _answerBytes;

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
            return Task.FromResult(Claim(key, lease));
    }

    /// <inheritdoc/>
    public Task AnswerAsync(string key, string answer, TimeSpan keep, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var bytes = Encoding.UTF8.GetBytes(answer);
        lock (_lock)
        {
            Forget(key);
            ForgetEnded();
            while (_answerBytes + bytes.Length > MaxAnswerBytes && ForgetOldestAnswer())
            {
            }

            if (HasRoom())
                Add(NewEntry(key, bytes, keep));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ReleaseAsync(string key, string token, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var entry) && entry.Value.Answer is null && entry.Value.Token == token)
                Forget(key);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ForgetAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
            Forget(key);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private GuardClaim Claim(string key, TimeSpan lease)
    {
        ForgetEnded();
        if (_entries.TryGetValue(key, out var known))
            return known.Value.Answer is { } answer ? new GuardClaim.Answered(Encoding.UTF8.GetString(answer)) : new GuardClaim.Busy();

        var claim = NewEntry(key, answer: null, lease);
        if (HasRoom())
            Add(claim);
        return new GuardClaim.Held(claim.Token);
    }

    private Entry NewEntry(string key, byte[]? answer, TimeSpan life) => new(key, answer, _time.GetUtcNow() + life, ++_sequence);

    private void Add(Entry entry)
    {
        var inOrder = ListOf(entry);
        // All claims last equally long, and so do all answers: it is the last that it comes after.
        var before = inOrder.Last;
        while (before is not null && before.Value.End > entry.End)
            before = before.Previous;
        _entries.Add(entry.Key, before is null ? inOrder.AddFirst(entry) : inOrder.AddAfter(before, entry));
        _answerBytes += entry.Answer?.Length ?? 0;
    }

    private void Forget(string key)
    {
        if (!_entries.Remove(key, out var entry))
            return;

        ListOf(entry.Value).Remove(entry);
        _answerBytes -= entry.Value.Answer?.Length ?? 0;
    }

    private void ForgetEnded()
    {
        var now = _time.GetUtcNow();
        while (_claims.First is { Value: var claim } && claim.End <= now)
            Forget(claim.Key);
        while (_answers.First is { Value: var answer } && answer.End <= now)
            Forget(answer.Key);
    }

    private LinkedList<Entry> ListOf(Entry entry) => entry.Answer is null ? _claims : _answers;

    private bool HasRoom() => _entries.Count < _capacity || ForgetOldestAnswer();

    private bool ForgetOldestAnswer()
    {
        if (_answers.First is not { Value: var oldest })
            return false;

        Forget(oldest.Key);
        return true;
    }

    private sealed record Entry(string Key, byte[]? Answer, DateTimeOffset End, long Sequence)
    {
        public string Token => Sequence.ToString(CultureInfo.InvariantCulture);
    }
}
