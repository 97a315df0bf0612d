namespace SignGateway.Profiles;

/// <summary>Whether the gateway compares an object's first bytes with its media type, and what becomes of one that is something else.</summary>
public enum VerifyContent
{
    /// <summary>They are not read.</summary>
    Off,

    /// <summary>Its upload is rejected, and the object stays.</summary>
    Reject,

    /// <summary>Its upload is rejected, and the object is deleted.</summary>
    Delete,
}
