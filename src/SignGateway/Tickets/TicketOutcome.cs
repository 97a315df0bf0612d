namespace SignGateway.Tickets;

/// <summary>Every way in which opening a ticket can end.</summary>
public abstract record TicketOutcome
{
    private TicketOutcome()
    {
    }

    /// <summary>The ticket is ours.</summary>
    public sealed record Opened(Ticket Ticket) : TicketOutcome;

    /// <summary>The ticket does not count; the reason is for the log, and says nothing about what is inside.</summary>
    public sealed record Refused(string Reason) : TicketOutcome;
}
