using System.Globalization;
using SignGateway.Problems;
using SignGateway.Profiles;
using SignGateway.Uploads;
using SignGateway.Uploads.Quotas;

namespace SignGateway.Grants;

/// <summary>What grants must fit into, by their profiles and their owner's roles, and how a refusal reads.</summary>
internal static class GrantQuotas
{
    /// <summary>Null if none of the grants' profiles limits this caller.</summary>
    public static QuotaCheck? CheckOf(Caller caller, PlannedGrant[] grants, DateTimeOffset now)
    {
        if (Array.TrueForAll(grants, grant => grant.Request.Profile.Options.Quota is { IsUnlimited: true, Roles.Count: 0 }))
            return null;
        List<UploadQuota> quotas = [.. grants.Select(grant => grant.Request.Profile).Distinct().Select(profile => QuotaOf(caller, profile)).OfType<UploadQuota>()];
        return quotas.Count == 0 ? null : new QuotaCheck(quotas, [.. grants.Select(ReservationOf)], now);
    }

    /// <summary>The same for one directory.</summary>
    public static QuotaCheck? CheckOf(Caller caller, Profile profile, DateTimeOffset now) =>
        QuotaOf(caller, profile) is { } quota ? new QuotaCheck([quota], [OfDirectory(profile.Options)], now) : null;

    /// <summary>Says which quota, how large it is, how much is used, and when waiting helps.</summary>
    public static Problem Refusal(QuotaExcess excess, bool isBatch, DateTimeOffset now)
    {
        var (what, advice) = excess.Kind switch
        {
            QuotaKind.Pending => ("pending grants", "Use the grants that were issued, delete those that will not be used, or wait until one ends."),
            QuotaKind.Count => ("uploads", "Delete uploads that are no longer needed, or ask for a larger quota; grants that have not ended count as well."),
            _ => ("bytes", "Delete uploads that are no longer needed, or ask for a larger quota; grants that have not ended count as well, with all that they allow."),
        };
        var detail = string.Create(CultureInfo.InvariantCulture, $"The quota of profile {excess.Profile} is {excess.Limit} {what}, of which {excess.Used} are used. {advice}");
        TimeSpan? wait = excess.NextEnd is { } end && end > now ? end - now : null;
        return KnownProblems.QuotaExceeded.Because(detail) with
        {
            Index = isBatch ? excess.Index : null,
            RetryAfter = wait,
            Rate = new RateState(excess.Limit, Math.Max(0, excess.Limit - excess.Used), wait),
        };
    }

    private static UploadQuota? QuotaOf(Caller caller, Profile profile) => profile.Options.Quota.For(caller.Roles) is { } limits
        ? new UploadQuota(profile.Name, limits.Pending, limits.Count, limits.Bytes, profile.Options.MaxBytes)
        : null;

    private static Reservation ReservationOf(PlannedGrant grant) =>
        grant.Request.IsPrefix ? OfDirectory(grant.Request.Profile.Options) : new Reservation(1, grant.MaxBytes);

    // The sweep deletes what is over these.
    private static Reservation OfDirectory(ProfileOptions options) => new(options.PrefixMaxObjects, options.PrefixMaxBytes);
}
