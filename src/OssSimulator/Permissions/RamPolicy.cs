namespace OssSimulator.Permissions;

/// <summary>What may be done: something must allow it, nothing may deny it.</summary>
internal sealed record RamPolicy(IReadOnlyList<RamStatement> Statements)
{
    public bool Allows(RamAccess access)
    {
        var covering = Statements.Where(statement => statement.Covers(access)).ToList();
        return covering.Count > 0 && covering.All(statement => statement.IsAllow);
    }
}
