namespace OssSimulator.Permissions;

/// <summary>A condition on the prefix of a list.</summary>
internal sealed record PrefixCondition(bool IsPattern, IReadOnlyList<string> Values) : RamCondition
{
    public override bool Holds(RamAccess access) =>
        access.Prefix is { } prefix && Values.Any(value => IsPattern ? Wildcard.Fits(value, prefix) : value == prefix);
}
