namespace SignGateway.Tickets;

/// <summary>Section <c>SignGateway:Tickets</c>: what seals the tickets that bind an object to its grant.</summary>
public sealed class TicketOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignGateway:Tickets";

    /// <summary>The keys that seal and open tickets, exactly one of them current; <c>keys new</c> prints one. Required outside Development, where one is made and kept in the data folder.</summary>
    public List<TicketKeyOptions> Keys { get; init; } = [];

    /// <summary>How long after a grant's end its callback still counts, up to 30 days. Defaults to 24 hours.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromHours(24);
}
