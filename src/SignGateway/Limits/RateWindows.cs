using SignGateway.Problems;

namespace SignGateway.Limits;

/// <summary>
/// Counts by key, for a minute from each key's first. Exact in one process and no further: a rate is a matter of load, which each replica bears by itself.
/// A key that asks at the end of its minute and again after it may get twice as much in a short time. The framework's own limiters have neither a clock that can be set
/// nor a bound on the number of keys.
/// </summary>
internal sealed class RateWindows(TimeProvider time)
{
    /// <summary>As many keys are remembered; one more makes it forget the one that began first.</summary>
    public const int MaxKeys = 100_000;

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Window> _windows = new(StringComparer.Ordinal);

    // All windows are equally long, so they end in the order in which they began.
    private readonly Queue<Window> _order = new();

    /// <summary>Whether nothing is counted for any key, so that none need be asked for.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
                return _windows.Count == 0;
        }
    }

    /// <summary>Counts so many for the key if they fit below the limit, and says whether they did.</summary>
    public (bool IsAdmitted, RateState State) Take(string key, int count, int limit)
    {
        lock (_lock)
        {
            var window = Find(key) ?? Begin(key);
            var isAdmitted = window.Count + count <= limit;
            if (isAdmitted)
                window.Count += count;
            return (isAdmitted, StateOf(window, limit));
        }
    }

    /// <summary>Counts one for the key, limit or not.</summary>
    public void Add(string key)
    {
        lock (_lock)
            (Find(key) ?? Begin(key)).Count++;
    }

    /// <summary>Takes back what was counted for something that was not done after all.</summary>
    public void Return(string key, int count)
    {
        lock (_lock)
        {
            if (Find(key) is { } window)
                window.Count = Math.Max(0, window.Count - count);
        }
    }

    /// <summary>How the key stands; null if the limit is not reached.</summary>
    public RateState? Over(string key, int limit)
    {
        lock (_lock)
            return Find(key) is { } window && window.Count >= limit ? StateOf(window, limit) : null;
    }

    private RateState StateOf(Window window, int limit) => new(limit, Math.Max(0, limit - window.Count), Length - time.GetElapsedTime(window.Since));

    private Window? Find(string key)
    {
        while (_order.TryPeek(out var first) && time.GetElapsedTime(first.Since) >= Length)
            Forget();
        return _windows.GetValueOrDefault(key);
    }

    private Window Begin(string key)
    {
        if (_order.Count == MaxKeys)
            Forget();
        var window = new Window(key, time.GetTimestamp());
        _windows.Add(key, window);
        _order.Enqueue(window);
        return window;
    }

    private void Forget() => _windows.Remove(_order.Dequeue().Key);

    private sealed class Window(string key, long since)
    {
        public string Key => key;

        public long Since => since;

        public int Count { get; set; }
    }
}
