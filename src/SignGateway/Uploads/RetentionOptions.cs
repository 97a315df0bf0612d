namespace SignGateway.Uploads;

/// <summary>Section <c>SignGateway:Retention</c>: how long what is known of users is kept. What administrators did has a setting of its own, in section <c>SignGateway:Admin</c>.</summary>
public sealed class RetentionOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignGateway:Retention";

    /// <summary>How long the records of deleted uploads are kept. From 1 hour to 3650 days, and not shorter than <c>SignGateway:Tickets:Grace</c>. Defaults to keeping them for good.</summary>
    public TimeSpan? Deleted { get; set; }

    /// <summary>How long the records of grants of which nothing came are kept, and those of policies for a directory that have ended. From 1 hour to 3650 days, and not shorter than <c>SignGateway:Tickets:Grace</c>. Defaults to keeping them for good.</summary>
    public TimeSpan? Expired { get; set; }

    /// <summary>How long the records of rejected uploads are kept; an object that is still there is deleted with the record. From 1 hour to 3650 days, and not shorter than <c>SignGateway:Tickets:Grace</c>. Defaults to keeping them for good.</summary>
    public TimeSpan? Rejected { get; set; }

    /// <summary>How long it is kept what happened to uploads. From 1 hour to 3650 days. Defaults to 30 days.</summary>
    public TimeSpan History { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long events are kept that were delivered. From 1 hour to 3650 days. Defaults to 3 days.</summary>
    public TimeSpan DeliveredEvents { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How long dead letters are kept. From 1 hour to 3650 days. Defaults to 30 days.</summary>
    public TimeSpan DeadEvents { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a replica remembers callbacks in memory, unless more come than it has room for. From 1 hour to 3650 days. Defaults to 7 days.</summary>
    public TimeSpan Callbacks { get; set; } = TimeSpan.FromDays(7);
}
