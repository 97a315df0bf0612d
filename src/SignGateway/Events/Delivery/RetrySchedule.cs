using System.Security.Cryptography;

namespace SignGateway.Events.Delivery;

/// <summary>When an event that did not get through is tried again: the schedule that Standard Webhooks proposes, over three days.</summary>
internal static class RetrySchedule
{
    /// <summary>How long each attempt waits for the one before it.</summary>
    public static readonly IReadOnlyList<TimeSpan> Pauses =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    private const int JitterPercent = 10;

    private static readonly TimeSpan LongestWish = TimeSpan.FromDays(1);

    /// <summary>The next attempt after so many; null if there is none. The endpoint may wish for a longer pause, within a day.</summary>
    public static DateTimeOffset? Next(long attempts, DateTimeOffset now, TimeSpan? wish)
    {
        if (attempts > Pauses.Count)
            return null;

        var pause = Pauses[(int)attempts - 1];
        // Never earlier than published, and what failed together does not come together again.
        pause += pause * (RandomNumberGenerator.GetInt32(JitterPercent * 100) / 10_000.0);
        return now + (wish > pause ? (wish < LongestWish ? wish.Value : LongestWish) : pause);
    }
}
