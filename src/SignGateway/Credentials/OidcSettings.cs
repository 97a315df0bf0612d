namespace SignGateway.Credentials;

/// <summary>What <c>Oidc</c> needs: from the options or, where they say nothing, from the variables that RRSA puts into a pod.</summary>
internal sealed record OidcSettings(string? RoleArn, string? ProviderArn, string? TokenFile, string SessionName, Uri? Endpoint)
{
    public bool IsComplete => (RoleArn, ProviderArn, TokenFile) is (not null, not null, not null);

    public static OidcSettings From(CredentialOptions options, EnvironmentVariables variables) => new(
        Given(options.RoleArn) ?? variables[EnvironmentVariables.RoleArn],
        Given(options.OidcProviderArn) ?? variables[EnvironmentVariables.OidcProviderArn],
        Given(options.OidcTokenFile) ?? variables[EnvironmentVariables.OidcTokenFile],
        Given(options.RoleSessionName) ?? variables[EnvironmentVariables.RoleSessionName] ?? CredentialOptions.DefaultSessionName,
        ServiceEndpoint.Parse(options.Endpoint, ServiceEndpoint.NearSts(variables)));

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
