namespace SignGateway.Events.Outbox;

/// <summary>Where an event stands on its way to one endpoint.</summary>
public enum OutboxStatus
{
    /// <summary>On its way, now or at its next attempt.</summary>
    Pending,

    /// <summary>The endpoint has taken it.</summary>
    Delivered,

    /// <summary>A dead letter: no attempt got through, and none will be made unless somebody asks for it.</summary>
    Dead,
}
