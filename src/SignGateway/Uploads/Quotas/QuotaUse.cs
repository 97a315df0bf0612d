namespace SignGateway.Uploads.Quotas;

/// <summary>What an owner has under one profile.</summary>
/// <param name="Pending">Grants that have neither been used nor ended.</param>
/// <param name="Count">Uploads that are stored, and those that may come of the grants.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="NextEnd">When the first of the grants ends; null if there is none.</param>
public sealed record QuotaUse(long Pending, long Count, long Bytes, DateTimeOffset? NextEnd)
{
    /// <summary>The use of a kind.</summary>
    public long Of(QuotaKind kind) => kind switch
    {
        QuotaKind.Pending => Pending,
        QuotaKind.Count => Count,
        _ => Bytes,
    };

    /// <summary>The use with one grant more.</summary>
    public QuotaUse With(Reservation grant) => this with { Pending = Pending + 1, Count = Count + grant.Count, Bytes = Bytes + grant.Bytes };
}
