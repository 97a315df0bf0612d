namespace SignGateway.Events.Outbox;

/// <summary>What became of the wish to deliver a dead letter after all.</summary>
public enum ReplayOutcome
{
    /// <summary>It is due, with all its attempts before it.</summary>
    Replayed,

    /// <summary>There is such an event, and it is no dead letter.</summary>
    NotDead,

    /// <summary>There is no such event.</summary>
    NotFound,
}
