using SignGateway.Problems;
using SignGateway.Protocol.Values;

namespace SignGateway.Credentials;

/// <summary>Section <c>SignGateway:Credentials</c>, or section <c>Credentials</c> of a profile: who the gateway is to OSS.</summary>
public sealed class CredentialOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignGateway:Credentials";

    /// <summary>Where credentials come from: <c>Static</c>, <c>Environment</c>, <c>Sts</c>, <c>Oidc</c>, <c>EcsRamRole</c> or <c>Default</c>. Defaults to <c>Environment</c>.</summary>
    [Harmless]
    public string Source { get; set; } = nameof(CredentialSourceKind.Environment);

    /// <summary>For <c>Static</c>: the key's id. For <c>Sts</c>: that of the caller. Defaults to the environment's, for <c>Sts</c>.</summary>
    public string? AccessKeyId { get; set; }

    /// <summary>For <c>Static</c> and <c>Sts</c>: the key's secret. Defaults to the environment's, for <c>Sts</c>.</summary>
    public string? AccessKeySecret { get; set; }

    /// <summary>For <c>Static</c> and <c>Sts</c>: the token of a temporary pair. Defaults to none.</summary>
    public string? SecurityToken { get; set; }

    /// <summary>For <c>Sts</c> and <c>Oidc</c>: the role, <c>acs:ram::ACCOUNT:role/NAME</c>. Defaults to the environment's, for <c>Oidc</c>.</summary>
    [Harmless]
    public string? RoleArn { get; set; }

    /// <summary>For <c>Sts</c> and <c>Oidc</c>: how the session is called in audit logs. Defaults to <c>sign-gateway</c>.</summary>
    [Harmless]
    public string? RoleSessionName { get; set; }

    /// <summary>For <c>Sts</c> and <c>Oidc</c>: how many seconds a token lives, 900 to 43200 and at most as long as the role allows. Defaults to 3600.</summary>
    public int DurationSeconds { get; set; } = 3600;

    /// <summary>For <c>Sts</c>: the external id that the role's trust policy asks for. Defaults to none.</summary>
    public string? ExternalId { get; set; }

    /// <summary>For <c>Sts</c>, <c>Oidc</c> and <c>EcsRamRole</c>: the service; scheme and port are allowed, without a scheme it is https. Defaults to the official one.</summary>
    [Harmless]
    public string? Endpoint { get; set; }

    /// <summary>For <c>Oidc</c>: the identity provider, <c>acs:ram::ACCOUNT:oidc-provider/NAME</c>. Defaults to the environment's.</summary>
    [Harmless]
    public string? OidcProviderArn { get; set; }

    /// <summary>For <c>Oidc</c>: the file that holds the identity token. It is read anew each time. Defaults to the environment's.</summary>
    [Harmless]
    public string? OidcTokenFile { get; set; }

    /// <summary>For <c>EcsRamRole</c>: the instance's role. Defaults to the one that the instance has.</summary>
    [Harmless]
    public string? RoleName { get; set; }

    /// <summary>For <c>EcsRamRole</c>: whether to ask without a metadata token where there is none to be had. Defaults to false.</summary>
    public bool AllowImdsV1 { get; set; }

    /// <summary>For <c>Sts</c> and <c>Oidc</c>: whether the session may do no more than the gateway needs, whatever the role allows. Defaults to false.</summary>
    public bool SessionPolicy { get; set; }

    // Said here as well, since the slice of profiles knows this one and not the other way round.
    internal const string ProfilesSection = "SignGateway:Profiles";
    internal const string DefaultSessionName = "sign-gateway";

    internal CredentialSourceKind? Kind => Enum.GetValues<CredentialSourceKind>()
        .Cast<CredentialSourceKind?>()
        .FirstOrDefault(kind => kind.ToString()!.Equals(Source, StringComparison.OrdinalIgnoreCase));

    internal string SessionName => string.IsNullOrWhiteSpace(RoleSessionName) ? DefaultSessionName : RoleSessionName;

    internal OssCredentials? Pair => (AccessKeyId, AccessKeySecret) is ({ Length: > 0 } id, { Length: > 0 } secret)
        ? new OssCredentials(id, secret, string.IsNullOrEmpty(SecurityToken) ? null : SecurityToken)
        : null;

    internal static string SectionOf(string? name) => string.IsNullOrEmpty(name) ? Section : $"{ProfilesSection}:{name}:Credentials";
}
