namespace OssSimulator.Permissions;

/// <summary>What must hold besides action and resource, of the kinds that are known here.</summary>
internal abstract record RamCondition
{
    public abstract bool Holds(RamAccess access);
}
