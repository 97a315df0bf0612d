namespace OssSimulator.Permissions;

/// <summary>A condition on the prefix of a list, the one kind of condition known here.</summary>
internal sealed record PrefixCondition(bool IsPattern, IReadOnlyList<string> Values)
{
    public bool Holds(string? prefix) => prefix is not null && Values.Any(value => IsPattern ? Wildcard.Fits(value, prefix) : value == prefix);
}
