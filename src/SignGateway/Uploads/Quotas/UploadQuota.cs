namespace SignGateway.Uploads.Quotas;

/// <summary>What the owner of some grants may have at once under one profile; null for no limit.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Pending">Grants that have neither been used nor ended.</param>
/// <param name="Count">Uploads that are stored or may still come.</param>
/// <param name="Bytes">Bytes that are stored or may still come.</param>
/// <param name="UnknownBytes">What a grant counts for that was noted without a reservation and without a size.</param>
public sealed record UploadQuota(string Profile, long? Pending, long? Count, long? Bytes, long UnknownBytes)
{
    /// <summary>The limit of a kind.</summary>
    public long? LimitOf(QuotaKind kind) => kind switch
    {
        QuotaKind.Pending => Pending,
        QuotaKind.Count => Count,
        _ => Bytes,
    };
}
