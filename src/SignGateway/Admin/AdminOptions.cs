namespace SignGateway.Admin;

/// <summary>Section <c>SignGateway:Admin</c>: what the admin page shows, and for how long.</summary>
public sealed class AdminOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignGateway:Admin";

    /// <summary>How many of the latest callbacks each replica remembers in memory, 0 to 100,000. Defaults to 10,000.</summary>
    public int RecorderSize { get; set; } = 10_000;

    /// <summary>How long it is kept what administrators did, 1 day to 10 years. Defaults to 365 days.</summary>
    public TimeSpan AuditRetention { get; set; } = TimeSpan.FromDays(365);
}
