namespace SignGateway.Telemetry;

/// <summary>What a key is for.</summary>
public enum KeyKind
{
    /// <summary>Seals tickets; section <c>SignGateway:Tickets:Keys</c>.</summary>
    Ticket,

    /// <summary>A long-term AccessKey of the cloud account.</summary>
    AccessKey,

    /// <summary>Signs events for an endpoint.</summary>
    Webhook,

    /// <summary>Signs what is forwarded to the application.</summary>
    Forward,

    /// <summary>Verifies users' tokens.</summary>
    Token,
}
