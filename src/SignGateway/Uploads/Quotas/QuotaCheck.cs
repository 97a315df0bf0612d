namespace SignGateway.Uploads.Quotas;

/// <summary>What grants of one owner must fit into.</summary>
/// <param name="Quotas">One for each profile that has a quota for the owner.</param>
/// <param name="Reservations">What each grant takes, in the order of the grants.</param>
/// <param name="Now">The time of the request: grants whose end lies at or before it hold nothing any more.</param>
public sealed record QuotaCheck(IReadOnlyList<UploadQuota> Quotas, IReadOnlyList<Reservation> Reservations, DateTimeOffset Now)
{
    /// <summary>The first of the grants that does not fit, and into which quota; null if all do.</summary>
    public QuotaExcess? Find(IReadOnlyList<UploadRecord> grants, UploadQuota quota, QuotaUse use)
    {
        var wanted = use;
        for (var index = 0; index < grants.Count; index++)
        {
            if (grants[index].Profile != quota.Profile)
                continue;
            wanted = wanted.With(Reservations[index]);
            foreach (var kind in Enum.GetValues<QuotaKind>())
            {
                if (wanted.Of(kind) > quota.LimitOf(kind))
                    return new QuotaExcess(quota.Profile, kind, quota.LimitOf(kind)!.Value, use.Of(kind), index, use.NextEnd);
            }
        }

        return null;
    }
}
