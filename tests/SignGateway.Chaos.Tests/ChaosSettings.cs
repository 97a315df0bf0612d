using System.Globalization;

namespace SignGateway.Chaos.Tests;

/// <summary>How large a run is and how it is dealt. The same seed makes the same files and the same faults in the same order.</summary>
internal sealed record ChaosSettings
{
    private const int LongFrom = 10_000;

    public int Uploads { get; } = Read("CHAOS_UPLOADS", 500);

    public int Faults { get; } = Read("CHAOS_FAULTS", 12);

    public int Seed { get; } = Read("CHAOS_SEED", Random.Shared.Next(1, 1_000_000));

    public int Uploaders { get; } = Read("CHAOS_UPLOADERS", 24);

    /// <summary>Of a hundred uploaders who saw no 200, how many leave for good, so that only the gateway itself can find their uploads.</summary>
    public int Leavers { get; } = Read("CHAOS_LEAVERS", 50);

    /// <summary>A long run lasts beyond the time after which nothing of a deleted upload may be left; a short one only counts what is.</summary>
    public bool OutlastsTickets => Uploads >= LongFrom;

    public TimeSpan TicketsGrace => OutlastsTickets ? TimeSpan.FromMinutes(3) : TimeSpan.FromHours(1);

    public TimeSpan LoadLimit => TimeSpan.FromMinutes(5) + (Uploads * TimeSpan.FromMilliseconds(60));

    public TimeSpan QuietLimit => TimeSpan.FromMinutes(3) + (Uploads * TimeSpan.FromMilliseconds(10)) + (OutlastsTickets ? TicketsGrace : TimeSpan.Zero);

    /// <summary>Chance for one purpose and one number, the same in every run of this seed.</summary>
    public Random Chance(int number) => new(unchecked((Seed * 1_000_003) + number));

    private static int Read(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
