namespace SignGateway.Events;

/// <summary>What a change of a record tells, and whom.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Endpoints">The names of the endpoints, one or more.</param>
public sealed record PlannedEvent(DateTimeOffset At, IReadOnlyList<string> Endpoints);
