namespace SignGateway.Profiles;

/// <summary>Whether the gateway looks at an object that a callback told it of.</summary>
public enum VerifyObject
{
    /// <summary>The callback's word is enough.</summary>
    Never,

    /// <summary>The callback is answered first, and the object looked at right after.</summary>
    Background,

    /// <summary>The object is looked at first; a callback that does not agree with it is refused.</summary>
    Before,
}
