namespace SignGateway.Uploads.Quotas;

/// <summary>What a quota counts.</summary>
public enum QuotaKind
{
    /// <summary>Grants that have neither been used nor ended.</summary>
    Pending,

    /// <summary>Uploads that are stored or may still come.</summary>
    Count,

    /// <summary>Bytes that are stored or may still come.</summary>
    Bytes,
}
