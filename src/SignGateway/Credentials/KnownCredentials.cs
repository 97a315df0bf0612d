using System.Diagnostics;
using System.Security.Cryptography;
using SignGateway.Credentials.Fetchers;

namespace SignGateway.Credentials;

/// <summary>The best credentials so far, and what came of the last fetch. Not safe for several threads; its owner holds a lock.</summary>
internal sealed class KnownCredentials(RandomNumberGenerator random)
{
    private static readonly TimeSpan ShortestRetry = TimeSpan.FromSeconds(1);

    private readonly RefreshSchedule _schedule = new(random);
    private CredentialsOutcome.Available? _best;
    private string _trouble = "the gateway is stopping";

    /// <summary>When the next fetch begins by itself.</summary>
    public DateTimeOffset Due => _schedule.Due;

    /// <summary>When the best so far end; null if there are none, or they do not.</summary>
    public DateTimeOffset? End => _best?.ExpiresAt;

    /// <summary>From when on a caller may begin a fetch.</summary>
    public DateTimeOffset Open => _schedule.Open;

    /// <summary>The credentials, if they live so long; null if they do not.</summary>
    public CredentialsOutcome.Available? Serve(TimeSpan life, DateTimeOffset now)
    {
        if (_best is null || _best.ExpiresAt - now < life)
            return null;
        _schedule.Served(life, _best.ExpiresAt);
        return _best;
    }

    public CredentialsOutcome.Unavailable Refuse(DateTimeOffset now)
    {
        var wait = _schedule.Open - now;
        var reason = _best is null || _schedule.IsFailing ? _trouble : $"the newest credentials end at {_best.ExpiresAt:u}, too early for what is asked";
        return new CredentialsOutcome.Unavailable(reason, wait > ShortestRetry ? wait : ShortestRetry);
    }

    public void Take(FetchOutcome outcome, DateTimeOffset now)
    {
        switch (outcome)
        {
            case FetchOutcome.Fetched(var credentials, var end):
                // Some sources repeat themselves; what is known is never given up for what ends earlier.
                if (_best is null || end is null || end >= _best.ExpiresAt)
                    _best = new CredentialsOutcome.Available(credentials, end);
                _schedule.Succeeded(now, _best.ExpiresAt);
                break;
            case FetchOutcome.Throttled(var reason):
                _trouble = reason;
                _schedule.Failed(now, throttled: true, _best?.ExpiresAt);
                break;
            case FetchOutcome.Failed(var reason):
                _trouble = reason;
                _schedule.Failed(now, throttled: false, _best?.ExpiresAt);
                break;
            default:
                throw new UnreachableException($"Unhandled outcome {outcome.GetType()}");
        }
    }
}
