using System.Diagnostics.Metrics;

namespace SignGateway.Telemetry;

/// <summary>Every counter of the gateway, in one place. The meter's name is <c>SignGateway</c>.</summary>
public sealed class GatewayMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "SignGateway";

    private readonly Counter<long> _grants;
    private readonly Counter<long> _callbacks;
    private readonly Counter<long> _records;
    private readonly Counter<long> _states;
    private readonly Histogram<double> _signing;
    private readonly Histogram<double> _judging;
    private readonly Counter<long> _historyDropped;
    private readonly Histogram<double> _forwarding;
    private readonly Counter<long> _eventAttempts;
    private readonly Histogram<double> _eventDelay;

    /// <summary>Makes the counters.</summary>
    public GatewayMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _grants = meter.CreateCounter<long>("sign_gateway.grants", "{grant}", "Grants signed, by profile.");
        _callbacks = meter.CreateCounter<long>("sign_gateway.callbacks", "{callback}", "Callbacks received, by verdict.");
        _records = meter.CreateCounter<long>("sign_gateway.uploads.recorded", "{upload}", "Uploads recorded as stored, by road.");
        _states = meter.CreateCounter<long>("sign_gateway.uploads.states", "{upload}", "Uploads that went into a state, by state.");
        _signing = meter.CreateHistogram<double>("sign_gateway.grants.duration", "s", "Time that signing one request's forms took.");
        _judging = meter.CreateHistogram<double>("sign_gateway.callbacks.duration", "s", "Time that judging one callback took.");
        _historyDropped = meter.CreateCounter<long>("sign_gateway.history.dropped", "{entry}", "Entries of the uploads' history that were not written.");
        _forwarding = meter.CreateHistogram<double>("sign_gateway.forwards.duration", "s", "Time that telling the application of one upload took, by result.");
        _eventAttempts = meter.CreateCounter<long>("sign_gateway.events.attempts", "{attempt}", "Attempts to deliver an event, by endpoint and outcome.");
        _eventDelay = meter.CreateHistogram<double>("sign_gateway.events.delay", "s", "Time from an event to its delivery, by endpoint.");
    }

    /// <summary>A grant was signed.</summary>
    public void Granted(string profile) => _grants.Add(1, new KeyValuePair<string, object?>("profile", profile));

    /// <summary>A callback was answered; the verdict is <c>recorded</c>, <c>duplicate</c> or a problem's code.</summary>
    public void CalledBack(string verdict, TimeSpan took)
    {
        _callbacks.Add(1, new KeyValuePair<string, object?>("verdict", verdict));
        _judging.Record(took.TotalSeconds);
    }

    /// <summary>The application was told of an upload; the result is <c>ok</c> or the code of what went wrong.</summary>
    public void Forwarded(string result, TimeSpan took) => _forwarding.Record(took.TotalSeconds, new KeyValuePair<string, object?>("result", result));

    /// <summary>A request for forms was answered with them.</summary>
    public void Signed(TimeSpan took) => _signing.Record(took.TotalSeconds);

    /// <summary>An upload went into a state.</summary>
    public void Became(string state) => _states.Add(1, new KeyValuePair<string, object?>("state", state));

    /// <summary>An upload was recorded for the first time.</summary>
    public void Recorded(string road) => _records.Add(1, new KeyValuePair<string, object?>("road", road));

    /// <summary>Entries of the history were lost.</summary>
    public void HistoryDropped(int entries) => _historyDropped.Add(entries);

    /// <summary>An event was posted; the outcome is <c>delivered</c>, <c>failed</c>, or <c>dead</c> for the last attempt of all.</summary>
    public void EventTried(string endpoint, string outcome) =>
        _eventAttempts.Add(1, new KeyValuePair<string, object?>("endpoint", endpoint), new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>An event has reached its endpoint.</summary>
    public void EventDelivered(string endpoint, TimeSpan after) => _eventDelay.Record(after.TotalSeconds, new KeyValuePair<string, object?>("endpoint", endpoint));
}
