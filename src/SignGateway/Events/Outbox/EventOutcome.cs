namespace SignGateway.Events.Outbox;

/// <summary>What became of an event that was taken.</summary>
/// <param name="Event">The event as it was taken.</param>
public abstract record EventOutcome(OutboxEvent Event)
{
    /// <summary>The endpoint has it.</summary>
    public sealed record Delivered(OutboxEvent Event) : EventOutcome(Event);

    /// <summary>It is tried again at a time.</summary>
    public sealed record Again(OutboxEvent Event, DateTimeOffset At, string Reason) : EventOutcome(Event);

    /// <summary>It is given up.</summary>
    public sealed record Dead(OutboxEvent Event, string Reason) : EventOutcome(Event);

    /// <summary>Nobody has tried: it is due as before, and the attempt does not count.</summary>
    public sealed record Returned(OutboxEvent Event) : EventOutcome(Event);
}
