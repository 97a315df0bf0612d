namespace OssSimulator.Faults;

/// <summary>Troubles with the keys themselves and with the services that lend them. Safe to use from many threads.</summary>
public sealed class CredentialFaults
{
    private readonly FaultCount stsDrop = new();
    private readonly FaultCount stsRefuse = new();
    private readonly FaultCount stsThrottle = new();
    private readonly FaultCount hangMetadata = new();
    private volatile IReadOnlyList<string> disabledKeys = [];
    private volatile IReadOnlyList<string> revokedRoles = [];
    private volatile IReadOnlyList<string> deniedActions = [];
    private int era;

    /// <summary>How many of the next STS calls lose their connection instead of being answered.</summary>
    public int StsDrop
    {
        get => stsDrop.Left;
        set => stsDrop.Left = value;
    }

    /// <summary>How many of the next STS calls get 503 <c>ServiceUnavailable</c>.</summary>
    public int StsRefuse
    {
        get => stsRefuse.Left;
        set => stsRefuse.Left = value;
    }

    /// <summary>How many of the next STS calls get 400 <c>Throttling.User</c>.</summary>
    public int StsThrottle
    {
        get => stsThrottle.Left;
        set => stsThrottle.Left = value;
    }

    /// <summary>How many of the next requests to the metadata service are answered only after <see cref="SimulatorFaults.HangTime"/>.</summary>
    public int HangMetadata
    {
        get => hangMetadata.Left;
        set => hangMetadata.Left = value;
    }

    /// <summary>Access key ids that nobody takes, as long as they are named here.</summary>
    public IReadOnlyList<string> DisabledKeys
    {
        get => disabledKeys;
        set => disabledKeys = [.. value];
    }

    /// <summary>ARNs of roles that do not exist, as long as they are named here; nor do the keys issued for them.</summary>
    public IReadOnlyList<string> RevokedRoles
    {
        get => revokedRoles;
        set => revokedRoles = [.. value];
    }

    /// <summary>What no key may do, such as <c>oss:PutObject</c>, as long as it is named here.</summary>
    public IReadOnlyList<string> DeniedActions
    {
        get => deniedActions;
        set => deniedActions = [.. value];
    }

    /// <summary>Every key issued so far is refused from now on; later ones are not.</summary>
    public void RevokeIssuedKeys() => Interlocked.Increment(ref era);

    /// <summary>The time between two revocations; an issued key is good in its own only.</summary>
    internal int Era => Volatile.Read(ref era);

    internal bool TakeStsDrop() => stsDrop.Take();

    internal bool TakeStsRefuse() => stsRefuse.Take();

    internal bool TakeStsThrottle() => stsThrottle.Take();

    internal bool TakeHangMetadata() => hangMetadata.Take();
}
