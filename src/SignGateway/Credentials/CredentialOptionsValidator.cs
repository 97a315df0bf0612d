using Microsoft.Extensions.Options;

namespace SignGateway.Credentials;

internal sealed class CredentialOptionsValidator(EnvironmentVariables variables, ISessionPolicies? policies = null) : IValidateOptions<CredentialOptions>
{
    public ValidateOptionsResult Validate(string? name, CredentialOptions options)
    {
        var checks = new CredentialChecks(CredentialOptions.SectionOf(name), options, variables, policies);
        switch (options.Kind)
        {
            case CredentialSourceKind.Static:
                checks.Pair();
                break;
            case CredentialSourceKind.Environment:
                checks.Environment();
                break;
            case CredentialSourceKind.Sts:
                checks.Caller();
                checks.Role(options.RoleArn, orVariable: null);
                checks.Session(options.RoleSessionName);
                checks.ExternalId();
                checks.Endpoint(ServiceEndpoint.Sts);
                break;
            case CredentialSourceKind.Oidc:
                checks.Oidc();
                break;
            case CredentialSourceKind.EcsRamRole:
                checks.RoleName();
                checks.Endpoint(ServiceEndpoint.Metadata);
                break;
            case CredentialSourceKind.Default:
                checks.RoleName();
                if (OidcSettings.From(options, variables).IsComplete)
                    checks.Oidc();
                break;
            default:
                checks.Source();
                break;
        }

        checks.SessionPolicy();
        return checks.Faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(checks.Faults);
    }
}
