namespace OssSimulator.Permissions;

/// <summary>A condition on the time of the request: it must come before.</summary>
internal sealed record TimeCondition(DateTimeOffset End) : RamCondition
{
    public override bool Holds(RamAccess access) => access.At < End;
}
