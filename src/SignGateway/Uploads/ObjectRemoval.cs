namespace SignGateway.Uploads;

/// <summary>What became of an object that was to go.</summary>
public enum ObjectRemoval
{
    /// <summary>It was there, and is gone.</summary>
    Deleted,

    /// <summary>It was not there.</summary>
    Absent,

    /// <summary>What is there carries no ticket of this upload, so it stays.</summary>
    Foreign,

    /// <summary>OSS did not say, or did not do it.</summary>
    Unavailable,
}
