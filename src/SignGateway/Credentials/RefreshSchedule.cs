using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SignGateway.Credentials;

/// <summary>
/// When temporary credentials are fetched again. Not safe for several threads; its owner holds a lock.
/// </summary>
internal sealed class RefreshSchedule(RandomNumberGenerator random)
{
    // Between fetches that work: what a source hands out today may be the same as a moment ago.
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Reserve = TimeSpan.FromMinutes(2);

    // A timer cannot wait for months.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstThrottledPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);
    private const double RefreshJitter = 0.05;
    private const double PauseJitter = 0.2;

    private DateTimeOffset _fetchedAt;
    private double _jitter;
    private TimeSpan _longestLife;
    private int _failures;

    /// <summary>When the next fetch begins by itself.</summary>
    public DateTimeOffset Due { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>From when on a caller whom the credentials do not serve may begin one.</summary>
    public DateTimeOffset Open { get; private set; } = DateTimeOffset.MinValue;

    public bool IsFailing => _failures > 0;

    /// <summary>Credentials that end then were handed out for so long a life, which from now on they must always have left.</summary>
    public void Served(TimeSpan life, DateTimeOffset? end)
    {
        if (life <= _longestLife)
            return;
        _longestLife = life;
        if (!IsFailing)
            Plan(end);
    }

    /// <summary>A fetch worked; the credentials in use end then.</summary>
    public void Succeeded(DateTimeOffset now, DateTimeOffset? end)
    {
        (_failures, _fetchedAt, _jitter) = (0, now, Fraction());
        Open = now + Spacing;
        Plan(end);
    }

    /// <summary>A fetch failed; the credentials in use, if any, end then.</summary>
    public void Failed(DateTimeOffset now, bool throttled, DateTimeOffset? end)
    {
        var pause = (throttled ? FirstThrottledPause : FirstPause) * Math.Pow(2, Math.Min(_failures, 6));
        pause = Least(pause, LongestPause / (1 + PauseJitter)) * (1 + (PauseJitter * Fraction()));
        _failures++;

        // The moment from which callers are turned away is worth an attempt of its own: a long pause must not outlast the credentials.
        var lastService = end - _longestLife - now;
        Due = Open = now + (lastService > FirstPause && lastService < pause ? lastService.Value : pause);
    }

    private void Plan(DateTimeOffset? end)
    {
        if (end is null)
        {
            Due = DateTimeOffset.MaxValue;
            return;
        }

        var life = end.Value - _fetchedAt;
        var span = Least(life / 2, life - (_longestLife + Reserve));
        span = Least(span * (1 - (RefreshJitter * _jitter)), LongestWait);
        Due = _fetchedAt + (span > Spacing ? span : Spacing);
    }

    private double Fraction()
    {
        Span<byte> bytes = stackalloc byte[4];
        random.GetBytes(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes) / (double)uint.MaxValue;
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
