namespace SignGateway.Events.Outbox;

/// <summary>Which events to list.</summary>
/// <param name="Status">Those that stand there: <see cref="OutboxStatus.Pending"/> or <see cref="OutboxStatus.Dead"/>.</param>
/// <param name="Limit">At most so many.</param>
public sealed record EventQuery(OutboxStatus Status, int Limit)
{
    /// <summary>Only those for this endpoint; null for all.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Only those behind this place of an earlier list; null to begin.</summary>
    public EventPlace? After { get; init; }
}
