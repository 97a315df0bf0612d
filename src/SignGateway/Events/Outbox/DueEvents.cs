namespace SignGateway.Events.Outbox;

/// <summary>What was due and is this caller's for a while.</summary>
/// <param name="Events">The events; no two of one upload.</param>
/// <param name="More">Whether more may be due.</param>
public sealed record DueEvents(IReadOnlyList<OutboxEvent> Events, bool More);
