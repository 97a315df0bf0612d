using System.Globalization;

namespace SignGateway.Uploads.InMemory;

/// <summary>
/// The replay guard of a single replica, kept in memory and bounded: past its capacity the answer closest to its end is forgotten,
/// and when nothing but live claims is left, further callers are let through as holders. The ledger then sorts them out.
/// </summary>
public sealed class InProcessReplayGuard : IReplayGuard
{
    // With answers of the usual size this is reached at about the same time as the number of keys.
    private const int MaxAnswerCharacters = 64 * 1024 * 1024;

    private readonly TimeProvider _time;
    private readonly int _capacity;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private readonly SortedSet<Entry> _claims = new(ByEnd.Instance);
    private readonly SortedSet<Entry> _answers = new(ByEnd.Instance);
    private long _sequence;
    private long _answerCharacters;

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
        lock (_lock)
        {
            Forget(key);
            ForgetEnded();
            while (_answerCharacters + answer.Length > MaxAnswerCharacters && ForgetOldestAnswer())
            {
            }

            if (HasRoom())
                Add(NewEntry(key, answer, keep));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ReleaseAsync(string key, string token, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var entry) && entry.Answer is null && entry.Token == token)
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
            return known.Answer is null ? new GuardClaim.Busy() : new GuardClaim.Answered(known.Answer);

        var claim = NewEntry(key, answer: null, lease);
        if (HasRoom())
            Add(claim);
        return new GuardClaim.Held(claim.Token);
    }

    private Entry NewEntry(string key, string? answer, TimeSpan life) => new(key, answer, _time.GetUtcNow() + life, ++_sequence);

    private void Add(Entry entry)
    {
        _entries.Add(entry.Key, entry);
        (entry.Answer is null ? _claims : _answers).Add(entry);
        _answerCharacters += entry.Answer?.Length ?? 0;
    }

    private void Forget(string key)
    {
        if (!_entries.Remove(key, out var entry))
            return;

        (entry.Answer is null ? _claims : _answers).Remove(entry);
        _answerCharacters -= entry.Answer?.Length ?? 0;
    }

    private void ForgetEnded()
    {
        var now = _time.GetUtcNow();
        while (_claims.Min is { } claim && claim.End <= now)
            Forget(claim.Key);
        while (_answers.Min is { } answer && answer.End <= now)
            Forget(answer.Key);
    }

    private bool HasRoom() => _entries.Count < _capacity || ForgetOldestAnswer();

    private bool ForgetOldestAnswer()
    {
        if (_answers.Min is not { } oldest)
            return false;

        Forget(oldest.Key);
        return true;
    }

    private sealed record Entry(string Key, string? Answer, DateTimeOffset End, long Sequence)
    {
        public string Token => Sequence.ToString(CultureInfo.InvariantCulture);
    }

    private sealed class ByEnd : IComparer<Entry>
    {
        public static readonly ByEnd Instance = new();

        public int Compare(Entry? x, Entry? y)
        {
            var byEnd = x!.End.CompareTo(y!.End);
            return byEnd != 0 ? byEnd : x.Sequence.CompareTo(y.Sequence);
        }
    }
}
