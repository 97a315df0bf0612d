namespace SignGateway.Forwarding;

/// <summary>What a call says of the health of its destination, whatever it says of the upload.</summary>
public enum ForwardContact
{
    /// <summary>It answered, with whatever status.</summary>
    Answered,

    /// <summary>It did not answer in time.</summary>
    TimedOut,

    /// <summary>It could not be reached, or the connection ended before its answer did.</summary>
    Failed,
}
