using SignGateway.Credentials;

namespace SignGateway.Doctor.Oss;

/// <summary>Why there are no credentials, by what the service that lends them said, and what to change.</summary>
internal static class CredentialTrouble
{
    private static readonly string[] NotTrusted = ["NoPermission", "EntityNotExist.Role", "AuthenticationFail"];

    public static Finding Describe(string reason, CredentialOptions? settings, string section)
    {
        // The service's code stands in the reason as the service wrote it.
        if (reason.Contains("InvalidTimeStamp", StringComparison.Ordinal))
            return Finding.Fault("clock_off", $"No credentials: {reason}. STS refuses what was signed with a clock that is off.", "See clock.");
        if (settings?.Kind is CredentialSourceKind.Sts && reason.Contains("InvalidAccessKeyId", StringComparison.Ordinal))
            return Finding.Fault("access_key_unknown", $"No credentials: {reason}.", $"Compare {section}:AccessKeyId with the RAM console: it is the key of the user that assumes the role.");
        if (settings?.Kind is CredentialSourceKind.Sts && reason.Contains("SignatureDoesNotMatch", StringComparison.Ordinal))
            return Finding.Fault("secret_wrong", $"No credentials: {reason}.", $"Set {section}:AccessKeySecret to the secret of the user that assumes the role.");
        if (settings?.Kind is CredentialSourceKind.Sts or CredentialSourceKind.Oidc && NotTrusted.Any(code => reason.Contains(code, StringComparison.Ordinal)))
            return Finding.Fault("role_not_assumable", $"No credentials: {reason}.", RoleFix(settings, section));
        return Finding.Fault("credentials_unavailable", $"No credentials: {reason}.", Fix(settings, section));
    }

    private static string RoleFix(CredentialOptions settings, string section)
    {
        var role = settings.RoleArn is { Length: > 0 } arn ? arn : "the role";
        var account = settings.RoleArn?.Split(':') is [_, _, _, var number, _] ? number : "ACCOUNT";
        if (settings.Kind == CredentialSourceKind.Oidc)
        {
            var provider = settings.OidcProviderArn is { Length: > 0 } given ? given : $"acs:ram::{account}:oidc-provider/NAME";
            return $$$"""
                Compare {{{section}}}:RoleArn with the RAM console, and open the role's trust policy ({{{role}}}). It must hold this, with oidc:iss, oidc:aud and oidc:sub as the identity token has them:
                {"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Federated":["{{{provider}}}"]}}
                """;
        }

        var external = string.IsNullOrEmpty(settings.ExternalId) ? "" : ""","Condition":{"StringEquals":{"sts:ExternalId":["THE EXTERNAL ID"]}}""";
        return $$$"""
            Compare {{{section}}}:RoleArn with the RAM console, and open the role's trust policy ({{{role}}}). It must hold this, or the user instead of root:
            {"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"RAM":["acs:ram::{{{account}}}:root"]}{{{external}}}}
            The user whose key is configured needs this; an account's own key may assume no role:
            {"Effect":"Allow","Action":"sts:AssumeRole","Resource":"{{{role}}}"}
            """;
    }

    private static string Fix(CredentialOptions? settings, string section) => settings?.Kind switch
    {
        CredentialSourceKind.Sts or CredentialSourceKind.Oidc => $"Let the gateway reach STS ({section}:Endpoint), and set right what STS names.",
        CredentialSourceKind.EcsRamRole => $"Bind a RAM role to the instance, and compare its name with {section}:RoleName; only the instance itself reaches its metadata.",
        CredentialSourceKind.Default => $"None of the sources that Alibaba's SDKs know has any: set the environment's pair, or name one source in {section}:Source.",
        null => "The application's own ICredentialSource has none; its reason is above.",
        _ => $"Set {section}.",
    };
}
