using Microsoft.IdentityModel.Tokens;

namespace SignGateway.Host.Authentication;

/// <summary>
/// What verifies and makes signatures of tokens, one for each key and algorithm for as long as the process lives. The library's own factory disposes of what it does not
/// know to be cached, and for an instant it does not know this of one that others can already take from the cache: of the first requests
/// after a start, one could fail because of it (mended in later versions of the library: AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet, pull request 2682).
/// Here nothing is disposed of; the few that lost a race are left to the garbage collector.
/// </summary>
internal sealed class SignatureProviders : CryptoProviderFactory
{
    public static readonly SignatureProviders Shared = new();

    public override void ReleaseSignatureProvider(SignatureProvider signatureProvider)
    {
    }
}
