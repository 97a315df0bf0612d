using System.Runtime.ExceptionServices;

namespace SignGateway.Tests.Simulation;

/// <summary>
/// One thread, one seed: whatever may run next is picked at random, and time passes only when the seed says so or nothing else can happen.
/// The same seed gives the same run.
/// </summary>
internal sealed class Scheduler
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly List<Action> _ready = [];
    private readonly PriorityQueue<Action, (DateTimeOffset At, long Order)> _later = new();
    private ulong _state;
    private long _order;
    private Exception? _broken;

    public Scheduler(int seed) => _state = ((ulong)(uint)seed * 0x9E3779B97F4A7C15) + 1;

    public DateTimeOffset Now { get; private set; } = Start;

    /// <summary>A number from 0 to below <paramref name="limit"/>; the generator is our own, so that a seed means the same on every runtime.</summary>
    public int Next(int limit)
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return (int)((_state >> 11) % (ulong)limit);
    }

    public bool Chance(int percent) => Next(100) < percent;

    public TimeSpan Within(TimeSpan longest) => TimeSpan.FromMilliseconds(Next((int)longest.TotalMilliseconds));

    /// <summary>Something that may run now.</summary>
    public void Post(Action action)
    {
        // An await that left this thread would escape the seed.
        if (Environment.CurrentManagedThreadId != _thread)
            throw new InvalidOperationException("Something runs outside the simulation.");
        _ready.Add(action);
    }

    /// <summary>Something that happens when its time has come.</summary>
    public void At(DateTimeOffset time, Action action) => _later.Enqueue(action, (time, _order++));

    public void After(TimeSpan time, Action action) => At(Now + time, action);

    /// <summary>Ends the run with what went wrong.</summary>
    public void Break(Exception exception) => _broken ??= exception;

    /// <summary>Runs until nothing is left to do.</summary>
    public void Run()
    {
        const int Bound = 200_000;
        for (var step = 0; step < Bound; step++)
        {
            // Time may pass over work that is ready: a slow machine, a lease that runs out.
            if ((_ready.Count == 0 || Next(50) == 0) && !Advance() && _ready.Count == 0)
                return;
            if (_ready.Count == 0)
                continue;
            var index = Next(_ready.Count);
            var action = _ready[index];
            _ready[index] = _ready[^1];
            _ready.RemoveAt(_ready.Count - 1);
            action();
            if (_broken is not null)
                ExceptionDispatchInfo.Throw(_broken);
        }

        throw new InvalidOperationException("The simulation does not come to rest.");
    }

    private bool Advance()
    {
        if (!_later.TryDequeue(out var action, out var due))
            return false;
        if (due.At > Now)
            Now = due.At;
        _ready.Add(action);
        return true;
    }
}
