using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace SignGateway.Telemetry;

/// <summary>
/// Everything that the gateway measures of its work, in one place. The meter's name is <c>SignGateway</c>. Tags are words that code or configuration fixes,
/// never anything of a request: no owner, key, file name or id.
/// </summary>
public sealed class GatewayMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "SignGateway";

    // What OpenTelemetry writes for a value that is none of those a tag may have.
    private const string Other = "_OTHER";

    private static readonly InstrumentAdvice<double> Short = Buckets(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5);
    private static readonly InstrumentAdvice<double> Long = Buckets(0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600, 21600, 86400);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _credentialEnds = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly Counter<long> _grants;
    private readonly Histogram<double> _signing;
    private readonly Counter<long> _callbacks;
    private readonly Histogram<double> _judging;
    private readonly Histogram<double> _guard;
    private readonly Counter<long> _records;
    private readonly Counter<long> _states;
    private readonly Histogram<double> _looks;
    private readonly UpDownCounter<long> _waits;
    private readonly Histogram<double> _sweeps;
    private readonly Counter<long> _swept;
    private readonly Gauge<double> _sweepLag;
    private readonly Histogram<double> _forwarding;
    private readonly Counter<long> _eventAttempts;
    private readonly Histogram<double> _eventDelay;
    private readonly Gauge<long> _eventsWaiting;
    private readonly Counter<long> _renewals;
    private readonly Counter<long> _historyDropped;

    /// <summary>Makes the instruments.</summary>
    public GatewayMeter(IMeterFactory meters, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        var meter = meters.Create(Name);
        _grants = meter.CreateCounter<long>("sign_gateway.grants", "{grant}", "Grants that were asked for, by profile, method and outcome.");
        _signing = meter.CreateHistogram("sign_gateway.grants.duration", "s", "Time that signing one request's forms took.", advice: Short);
        _callbacks = meter.CreateCounter<long>("sign_gateway.callbacks", "{callback}", "Callbacks received, by verdict.");
        _judging = meter.CreateHistogram("sign_gateway.callbacks.duration", "s", "Time that judging one callback took.", advice: Short);
        _guard = meter.CreateHistogram("sign_gateway.guard.duration", "s", "Time that the replay guard took for one call, by operation and outcome.", advice: Short);
        _records = meter.CreateCounter<long>("sign_gateway.uploads.recorded", "{upload}", "Uploads recorded as stored, by road.");
        _states = meter.CreateCounter<long>("sign_gateway.uploads.states", "{upload}", "Uploads that went into a state, by state.");
        _looks = meter.CreateHistogram("sign_gateway.looks.duration", "s", "Time that looking at one object took, by outcome.", advice: Short);
        _waits = meter.CreateUpDownCounter<long>("sign_gateway.waits", "{request}", "Requests that wait for their upload now.");
        _sweeps = meter.CreateHistogram("sign_gateway.sweep.duration", "s", "Time that one pass of the sweep took, by outcome.", advice: Long);
        _swept = meter.CreateCounter<long>("sign_gateway.sweep.uploads", "{upload}", "Uploads that the sweep looked at.");
        _sweepLag = meter.CreateGauge<double>("sign_gateway.sweep.lag", "s", "How long the look was due that was due the longest, after the latest pass.");
        _forwarding = meter.CreateHistogram("sign_gateway.forwards.duration", "s", "Time that telling the application of one upload took, by result.", advice: Short);
        _eventAttempts = meter.CreateCounter<long>("sign_gateway.events.attempts", "{attempt}", "Attempts to deliver an event, by endpoint and outcome.");
        _eventDelay = meter.CreateHistogram("sign_gateway.events.delay", "s", "Time from an event to its delivery, by endpoint.", advice: Long);
        _eventsWaiting = meter.CreateGauge<long>("sign_gateway.events.waiting", "{event}", "Events in the outbox that are not delivered yet, by endpoint.");
        _renewals = meter.CreateCounter<long>("sign_gateway.credentials.renewals", "{renewal}", "Fetches of temporary credentials, by section and outcome.");
        meter.CreateObservableGauge("sign_gateway.credentials.remaining", CredentialLives, "s", "Time until temporary credentials end, by section.");
        _historyDropped = meter.CreateCounter<long>("sign_gateway.history.dropped", "{entry}", "Entries of the uploads' history that were not written.");
    }

    /// <summary>Whether anybody wants to know how long the guard takes.</summary>
    public bool TimesGuard => _guard.Enabled;

    /// <summary>Whether anybody wants to know how long looks take, and how they end.</summary>
    public bool TimesLooks => _looks.Enabled;

    /// <summary>Whether anybody wants to know what waits.</summary>
    public bool CountsWaitingEvents => _eventsWaiting.Enabled;

    /// <summary>Whether anybody wants to know how late the sweep is.</summary>
    public bool TimesSweep => _sweepLag.Enabled;

    /// <summary>A grant was signed, or refused with a problem's code; <c>issued</c>, <c>repeated</c> or the code.</summary>
    public void Granted(string? profile, string? method, string outcome) =>
        _grants.Add(1, Tag("profile", profile ?? Other), Tag("method", method ?? Other), Tag("outcome", outcome));

    /// <summary>A request for forms was answered with them.</summary>
    public void Signed(TimeSpan took) => _signing.Record(took.TotalSeconds);

    /// <summary>A callback was answered; the verdict is <c>recorded</c>, <c>duplicate</c> or a problem's code.</summary>
    public void CalledBack(string verdict, TimeSpan took)
    {
        _callbacks.Add(1, Tag("verdict", verdict));
        _judging.Record(took.TotalSeconds);
    }

    /// <summary>The guard was asked; the outcome is <c>ok</c> or <c>away</c>.</summary>
    public void GuardAsked(string operation, string outcome, TimeSpan took) => _guard.Record(took.TotalSeconds, Tag("operation", operation), Tag("outcome", outcome));

    /// <summary>An upload went into a state.</summary>
    public void Became(string state) => _states.Add(1, Tag("state", state));

    /// <summary>An upload was recorded for the first time.</summary>
    public void Recorded(string road) => _records.Add(1, Tag("road", road));

    /// <summary>An object was looked at.</summary>
    public void Looked(string outcome, TimeSpan took) => _looks.Record(took.TotalSeconds, Tag("outcome", outcome));

    /// <summary>One more request waits for its upload, or with −1 one less.</summary>
    public void Waits(int more) => _waits.Add(more);

    /// <summary>A pass of the sweep has ended, <c>done</c> or <c>failed</c>.</summary>
    public void Swept(string outcome, TimeSpan took) => _sweeps.Record(took.TotalSeconds, Tag("outcome", outcome));

    /// <summary>The sweep has looked at uploads.</summary>
    public void SweptUp(int uploads) => _swept.Add(uploads);

    /// <summary>How long the look has been due that is due the longest.</summary>
    public void SweepIsLate(TimeSpan by) => _sweepLag.Record(by.TotalSeconds);

    /// <summary>The application was told of an upload; the result is <c>ok</c> or the code of what went wrong.</summary>
    public void Forwarded(string result, TimeSpan took) => _forwarding.Record(took.TotalSeconds, Tag("result", result));

    /// <summary>An event was posted; the outcome is <c>delivered</c>, <c>failed</c>, or <c>dead</c> for the last attempt of all.</summary>
    public void EventTried(string endpoint, string outcome) => _eventAttempts.Add(1, Tag("endpoint", endpoint), Tag("outcome", outcome));

    /// <summary>An event has reached its endpoint.</summary>
    public void EventDelivered(string endpoint, TimeSpan after) => _eventDelay.Record(after.TotalSeconds, Tag("endpoint", endpoint));

    /// <summary>So many events wait for an endpoint.</summary>
    public void EventsWait(string endpoint, int events) => _eventsWaiting.Record(events, Tag("endpoint", endpoint));

    /// <summary>Credentials were fetched for a section of the configuration: <c>fetched</c>, <c>failed</c> or <c>throttled</c>. Those in use, if any, end then.</summary>
    public void CredentialsRenewed(string section, string outcome, DateTimeOffset? end)
    {
        _renewals.Add(1, Tag("section", section), Tag("outcome", outcome));
        if (end is { } known)
            _credentialEnds[section] = known;
    }

    /// <summary>Entries of the history were lost.</summary>
    public void HistoryDropped(int entries) => _historyDropped.Add(entries);

    private IEnumerable<Measurement<double>> CredentialLives()
    {
        var now = _time.GetUtcNow();
        return _credentialEnds.Select(pair => new Measurement<double>((pair.Value - now).TotalSeconds, Tag("section", pair.Key)));
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private static InstrumentAdvice<double> Buckets(params double[] boundaries) => new() { HistogramBucketBoundaries = boundaries };
}
