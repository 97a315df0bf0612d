namespace SignGateway.Uploads;

/// <summary>Section <c>SignGateway:Reconcile</c>: when the sweep looks at uploads that nobody told the gateway of, and at how many.</summary>
public sealed class ReconcileOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignGateway:Reconcile";

    /// <summary>How often the sweep runs, 1 second to 1 day. Defaults to 1 minute.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long after a grant's end its first look happens; later ones follow at doubling intervals. From 1 second to 1 day. Defaults to 5 minutes.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many uploads one replica takes at a time. Defaults to 100.</summary>
    public int Batch { get; set; } = 100;

    /// <summary>How many of them it looks at in parallel. Defaults to 8.</summary>
    public int Concurrency { get; set; } = 8;
}
