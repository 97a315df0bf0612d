using SignGateway.Protocol.Values;

namespace SignGateway.Credentials;

/// <summary>The variables that Alibaba's own tools read.</summary>
internal sealed class EnvironmentVariables(Func<string, string?> read)
{
    public const string RoleArn = "ALIBABA_CLOUD_ROLE_ARN";
    public const string RoleSessionName = "ALIBABA_CLOUD_ROLE_SESSION_NAME";
    public const string OidcProviderArn = "ALIBABA_CLOUD_OIDC_PROVIDER_ARN";
    public const string OidcTokenFile = "ALIBABA_CLOUD_OIDC_TOKEN_FILE";
    public const string StsRegion = "ALIBABA_CLOUD_STS_REGION";
    public const string VpcEndpointEnabled = "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED";
    public const string EcsMetadata = "ALIBABA_CLOUD_ECS_METADATA";
    public const string EcsMetadataDisabled = "ALIBABA_CLOUD_ECS_METADATA_DISABLED";
    public const string CredentialsUri = "ALIBABA_CLOUD_CREDENTIALS_URI";
    public const string CredentialsFile = "ALIBABA_CLOUD_CREDENTIALS_FILE";
    public const string Profile = "ALIBABA_CLOUD_PROFILE";
    public const string CliProfileDisabled = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED";

    /// <summary>The names of a key pair and its token, in the order in which they are tried.</summary>
    public static readonly IReadOnlyList<(string Id, string Secret, string Token)> PairNames =
    [
        ("OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET", "OSS_SESSION_TOKEN"),
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN"),
    ];

    /// <summary>The first pair that is complete, or null.</summary>
    public OssCredentials? Pair => PairNames
        .Select(names => (this[names.Id], this[names.Secret], this[names.Token]) is ({ } id, { } secret, var token) ? new OssCredentials(id, secret, token) : null)
        .FirstOrDefault(pair => pair is not null);

    /// <summary>Where a user's files are.</summary>
    public string? Home => this["HOME"] ?? this["USERPROFILE"];

    /// <summary>A variable's value; null if it is empty or absent.</summary>
    public string? this[string name] => read(name) is { Length: > 0 } value ? value : null;

    public bool IsTrue(string name) => "true".Equals(this[name], StringComparison.OrdinalIgnoreCase);
}
