namespace OssSimulator.Faults;

/// <summary>The faults of credentials as they are set and shown over HTTP. The last one is a deed and no state: it always shows false.</summary>
internal sealed record CredentialFaultBody(
    int? StsDrop,
    int? StsRefuse,
    int? StsThrottle,
    int? HangMetadata,
    IReadOnlyList<string>? DisabledKeys,
    IReadOnlyList<string>? RevokedRoles,
    IReadOnlyList<string>? DeniedActions,
    bool RevokeIssuedKeys)
{
    public static CredentialFaultBody Of(CredentialFaults faults) => new(
        faults.StsDrop,
        faults.StsRefuse,
        faults.StsThrottle,
        faults.HangMetadata,
        faults.DisabledKeys,
        faults.RevokedRoles,
        faults.DeniedActions,
        false);

    public void Apply(CredentialFaults faults)
    {
        faults.StsDrop = StsDrop ?? faults.StsDrop;
        faults.StsRefuse = StsRefuse ?? faults.StsRefuse;
        faults.StsThrottle = StsThrottle ?? faults.StsThrottle;
        faults.HangMetadata = HangMetadata ?? faults.HangMetadata;
        faults.DisabledKeys = DisabledKeys ?? faults.DisabledKeys;
        faults.RevokedRoles = RevokedRoles ?? faults.RevokedRoles;
        faults.DeniedActions = DeniedActions ?? faults.DeniedActions;
        if (RevokeIssuedKeys) faults.RevokeIssuedKeys();
    }
}
