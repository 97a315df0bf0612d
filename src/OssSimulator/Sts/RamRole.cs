namespace OssSimulator.Sts;

/// <summary>A role that STS lends out.</summary>
/// <param name="Arn">Such as <c>acs:ram::1000000000000000:role/uploader</c>.</param>
public sealed record RamRole(string Arn)
{
    /// <summary>The access key ids whose owners may take this role. Unset, every key may.</summary>
    public IReadOnlyList<string>? TrustedKeys { get; init; }

    /// <summary>The ARNs of the OIDC providers whose tokens may take this role. Unset, every provider's may.</summary>
    public IReadOnlyList<string>? TrustedProviders { get; init; }

    /// <summary>What a caller must name as <c>ExternalId</c>, if set.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The longest life of its keys; RAM takes one hour to twelve.</summary>
    public int MaxSessionSeconds { get; init; } = 3600;
}
