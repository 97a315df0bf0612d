namespace SignGateway.Tickets;

/// <summary>Section <c>SignGateway:Tickets</c>.</summary>
public sealed class TicketOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignGateway:Tickets";

    /// <summary>The key ring.</summary>
    public List<TicketKeyOptions> Keys { get; init; } = [];

    /// <summary>How long after a grant's end its callback still counts. Defaults to 24 hours.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromHours(24);
}
