namespace OssSimulator.Permissions;

internal sealed record RamStatement(
    bool IsAllow, IReadOnlyList<string> Actions, IReadOnlyList<string> Resources, IReadOnlyList<RamCondition> Conditions)
{
    public bool Covers(RamAccess access) =>
        Actions.Any(pattern => Wildcard.Fits(pattern.ToLowerInvariant(), access.Action.ToLowerInvariant()))
        && Resources.Any(pattern => Wildcard.Fits(pattern, access.Resource))
        && Conditions.All(condition => condition.Holds(access));
}
