namespace SignGateway.Profiles;

/// <summary>What one user may have at once under one profile. What is left out has no limit.</summary>
public class QuotaLimits
{
    /// <summary>Bytes of what is stored, and of what grants that have not ended allow. Defaults to no limit.</summary>
    public long? Bytes { get; set; }

    /// <summary>Uploads that are stored or may still come. Defaults to no limit.</summary>
    public long? Count { get; set; }

    /// <summary>Grants that have neither been used nor ended. Defaults to no limit.</summary>
    public long? Pending { get; set; }

    /// <summary>Whether anything is limited.</summary>
    internal bool IsUnlimited => Bytes is null && Count is null && Pending is null;
}
