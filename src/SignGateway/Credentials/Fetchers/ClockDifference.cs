namespace SignGateway.Credentials.Fetchers;

/// <summary>Compares this machine's clock with a service's, since a clock that is off looks like any other refusal.</summary>
internal static class ClockDifference
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(5);

    /// <summary>What to add to a reason; nothing if the clocks agree or the service does not tell the time.</summary>
    public static string Describe(DateTimeOffset? theirs, DateTimeOffset ours) => (ours - theirs) switch
    {
        { } ahead when ahead > Tolerated => $"; this machine's clock is {ahead.TotalMinutes:0} minutes ahead, set it right",
        { } ahead when ahead < -Tolerated => $"; this machine's clock is {-ahead.TotalMinutes:0} minutes behind, set it right",
        _ => "",
    };
}
