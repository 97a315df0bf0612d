using Microsoft.Extensions.Logging;
using SignGateway.Uploads;

namespace SignGateway.Events.Delivery;

/// <summary>
/// Whether an endpoint answers at all. While it does not, one event at a time finds out when it is back: a backlog does not use up its attempts
/// on an endpoint that is away, and what was not tried arrives as soon as it is not.
/// </summary>
internal sealed class EndpointHealth(EventTarget target, ILogger logger)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private int _silent;

    /// <summary>Whether so many attempts in a row had no answer as run at a time.</summary>
    public bool IsAway
    {
        get
        {
            lock (_lock)
                return _silent >= target.Concurrency;
        }
    }

    /// <summary>How long to wait for the next attempt while it is away: a second, then ever longer.</summary>
    public TimeSpan Pause
    {
        get
        {
            lock (_lock)
            {
                var pause = TimeSpan.FromSeconds(1 << Math.Clamp(_silent - target.Concurrency, 0, 10));
                return pause < LongestPause ? pause : LongestPause;
            }
        }
    }

    /// <summary>Hinted at when it is back.</summary>
    public DueSignal Back { get; } = new();

    /// <summary>An attempt has ended.</summary>
    public void Note(SendOutcome outcome)
    {
        bool wasAway, isAway;
        lock (_lock)
        {
            wasAway = _silent >= target.Concurrency;
            _silent = IsSilence(outcome) ? _silent + 1 : 0;
            isAway = _silent >= target.Concurrency;
        }

        if (isAway && !wasAway)
            EventLog.EndpointAway(logger, target.Name);
        if (!wasAway || isAway)
            return;
        EventLog.EndpointBack(logger, target.Name);
        Back.Hint();
    }

    // What stands before the endpoint says that it is not there, or has too much to do.
    private static bool IsSilence(SendOutcome outcome) => outcome is SendOutcome.Unanswered or SendOutcome.Refused(429 or 502 or 503 or 504, _);
}
