namespace OssSimulator.Sts;

/// <summary>A role taken, and the key to act as it.</summary>
internal sealed record StsSession(RoleRequest Wanted, AccessKey Key);
