namespace SignGateway.Credentials;

/// <summary>Section <c>SignGateway:Credentials</c>.</summary>
public sealed class CredentialOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignGateway:Credentials";

    /// <summary><c>Static</c> or <c>Environment</c>. Defaults to <c>Environment</c>.</summary>
    public string Source { get; set; } = EnvironmentSource;

    /// <summary>For <c>Static</c>: the key's id.</summary>
    public string? AccessKeyId { get; set; }

    /// <summary>For <c>Static</c>: the key's secret.</summary>
    public string? AccessKeySecret { get; set; }

    /// <summary>For <c>Static</c>: the token of a temporary pair.</summary>
    public string? SecurityToken { get; set; }

    internal const string StaticSource = "Static";
    internal const string EnvironmentSource = "Environment";

    /// <summary>The pairs of variable names that Alibaba's own tools read, in the order in which they are tried.</summary>
    internal static readonly (string Id, string Secret, string Token)[] VariableNames =
    [
        ("OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET", "OSS_SESSION_TOKEN"),
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN"),
    ];

    internal bool IsStatic => Source.Equals(StaticSource, StringComparison.OrdinalIgnoreCase);

    internal bool IsEnvironment => Source.Equals(EnvironmentSource, StringComparison.OrdinalIgnoreCase);

    internal (string? Id, string? Secret, string? Token) Resolve() => IsStatic
        ? (AccessKeyId, AccessKeySecret, SecurityToken)
        : VariableNames
            .Select(names => (Read(names.Id), Read(names.Secret), Read(names.Token)))
            .FirstOrDefault(pair => pair is ({ Length: > 0 }, { Length: > 0 }, _));

    private static string? Read(string variable) => Environment.GetEnvironmentVariable(variable);
}
