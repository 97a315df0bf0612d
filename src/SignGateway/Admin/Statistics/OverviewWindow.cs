namespace SignGateway.Admin.Statistics;

/// <summary>A time to look back over, in steps.</summary>
internal sealed record OverviewWindow(string Name, int StepSeconds, int Steps)
{
    public static readonly OverviewWindow Hour = new("hour", 60, 60);

    /// <summary>The last step alone.</summary>
    public static readonly OverviewWindow Minute = new("minute", 60, 1);

    public static readonly IReadOnlyList<OverviewWindow> All = [Hour, new("day", 900, 96), new("week", 3600, 168)];

    /// <summary>The window whose last step is the one that a time lies in.</summary>
    public (DateTimeOffset From, DateTimeOffset To) At(DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        var to = DateTimeOffset.FromUnixTimeSeconds(seconds - (seconds % StepSeconds) + StepSeconds);
        return (to - TimeSpan.FromSeconds((double)StepSeconds * Steps), to);
    }
}
