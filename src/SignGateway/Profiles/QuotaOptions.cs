namespace SignGateway.Profiles;

/// <summary>A profile's quota, for each user by themselves.</summary>
public sealed class QuotaOptions : QuotaLimits
{
    /// <summary>
    /// Limits by role, which take the place of those above for users who have it; one that a role leaves out stays as above. Of several roles the larger limit counts.
    /// Defaults to none.
    /// </summary>
    public Dictionary<string, QuotaLimits> Roles { get; init; } = new(StringComparer.Ordinal);

    /// <summary>What a user with these roles may have; null if nothing is limited.</summary>
    internal QuotaLimits? For(IReadOnlySet<string> roles)
    {
        var own = Roles.Where(role => roles.Contains(role.Key)).Select(role => role.Value).DefaultIfEmpty(this).ToList();
        var limits = new QuotaLimits
        {
            Bytes = Largest(own, limits => limits.Bytes),
            Count = Largest(own, limits => limits.Count),
            Pending = Largest(own, limits => limits.Pending),
        };
        return limits.IsUnlimited ? null : limits;
    }

    // Nobody gets rid of a limit by a role that says nothing of it.
    private long? Largest(IEnumerable<QuotaLimits> roles, Func<QuotaLimits, long?> limit) =>
        roles.Select(role => limit(role) ?? limit(this) ?? long.MaxValue).Max() is var largest && largest == long.MaxValue ? null : largest;
}
