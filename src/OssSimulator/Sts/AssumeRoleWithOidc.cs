using OssSimulator.Hosting;
using OssSimulator.Signing;

namespace OssSimulator.Sts;

/// <summary>Lends a role to the bearer of an identity provider's token; the call itself is not signed.</summary>
internal sealed class AssumeRoleWithOidc(SimulatorOptions options, ServerClock clock, RoleLender lender)
{
    public const string Action = "AssumeRoleWithOIDC";

    public StsError? Handle(StsRequest request, out StsSession? session)
    {
        session = null;
        if (request["OIDCProviderArn"] is not { } providerArn) return StsErrors.Missing("OIDCProviderArn");
        if (request["OIDCToken"] is not { } token) return StsErrors.Missing("OIDCToken");
        if (token.Length is < 4 or > 20_000) return StsErrors.Malformed("OIDCToken");
        if (RoleRequest.Parse(request, out var wanted) is { } wrong) return wrong;
        if (CheckToken(providerArn, token) is { } refused) return refused;
        if (lender.Find(wanted!, out var role) is { } notLent) return notLent;
        if (role!.TrustedProviders?.Contains(providerArn) == false) return StsErrors.UntrustedProvider;
        session = lender.Lend(wanted!);
        return null;
    }

    private StsError? CheckToken(string providerArn, string token)
    {
        if (options.OidcProviders.FirstOrDefault(known => known.Arn == providerArn) is not { } provider) return StsErrors.UnknownProvider;
        if (provider.Tokens.FirstOrDefault(known => SameText.Equal(known.Text, token)) is not { } given) return StsErrors.UnknownToken;
        return given.Expiration <= clock.Now ? StsErrors.ExpiredToken : null;
    }
}
