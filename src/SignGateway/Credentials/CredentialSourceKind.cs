namespace SignGateway.Credentials;

internal enum CredentialSourceKind
{
    Environment,
    Static,
    Sts,
    Oidc,
    EcsRamRole,
    Default,
}
