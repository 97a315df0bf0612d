namespace SignGateway.Doctor;

/// <summary>How a doctor's check ended.</summary>
public enum FindingLevel
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Not looked at, because something that it needs is not there.</summary>
    Skipped,

    /// <summary>Works, but is seldom meant.</summary>
    Warning,

    /// <summary>Uploads, callbacks or records fail, or will.</summary>
    Fault,
}
