namespace SignGateway.Telemetry;

/// <summary>How everything stands that the gateway depends on, as those who use it last found it.</summary>
public sealed class DependencyStates
{
    /// <summary>Works.</summary>
    public const string Ok = "ok";

    /// <summary>Does not work, and the gateway does without.</summary>
    public const string Degraded = "degraded";

    /// <summary>Does not work, and so does what needs it.</summary>
    public const string Down = "down";

    /// <summary>Where records are kept.</summary>
    public const string Ledger = "ledger";

    /// <summary>The replay guard.</summary>
    public const string Guard = "guard";

    /// <summary>Who the gateway is to OSS.</summary>
    public const string Credentials = "credentials";

    /// <summary>The public keys of callbacks.</summary>
    public const string CallbackKey = "callbackKey";

    /// <summary>The sweep.</summary>
    public const string Sweep = "sweep";

    private static readonly string[] Names = [Ledger, Guard, Credentials, CallbackKey, Sweep];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DependencyState> _states;
    private readonly Dictionary<string, (DateTimeOffset At, string State)> _lapses = [];
    private readonly TimeProvider _time;

    /// <summary>Begins with everything well.</summary>
    public DependencyStates(TimeProvider time)
    {
        _time = time;
        _states = Names.ToDictionary(name => name, name => new DependencyState(name, Ok, time.GetUtcNow(), new Dictionary<string, string>()));
    }

    /// <summary>Every dependency, in one order.</summary>
    public IReadOnlyList<DependencyState> All
    {
        get
        {
            lock (_lock)
                return [.. Names.Select(Find)];
        }
    }

    /// <summary>Something was found in a state. Details without a value are left out.</summary>
    public void Report(string name, string state, params ReadOnlySpan<(string Name, string? Value)> detail) => Report(name, state, null, detail);

    /// <summary>The same of what counts so long only: then, unless something is reported before, the state is another.</summary>
    public void ReportFor(TimeSpan time, string then, string name, string state, params ReadOnlySpan<(string Name, string? Value)> detail) =>
        Report(name, state, (_time.GetUtcNow() + time, then), detail);

    private void Report(string name, string state, (DateTimeOffset At, string State)? lapse, ReadOnlySpan<(string Name, string? Value)> detail)
    {
        var kept = new Dictionary<string, string>();
        foreach (var (key, value) in detail)
        {
            if (value is not null)
                kept[key] = value;
        }

        lock (_lock)
        {
            var known = Find(name);
            _states[name] = known with { State = state, Since = known.State == state ? known.Since : _time.GetUtcNow(), Detail = kept };
            if (lapse is { } other)
                _lapses[name] = other;
            else
                _lapses.Remove(name);
        }
    }

    private DependencyState Find(string name)
    {
        var known = _states[name];
        return _lapses.TryGetValue(name, out var lapse) && _time.GetUtcNow() >= lapse.At && known.State != lapse.State
            ? known with { State = lapse.State, Since = lapse.At }
            : known;
    }
}
