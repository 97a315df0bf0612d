using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace SignGateway.Host.Authentication;

/// <summary>Fetches the Authority's OpenID Connect document and the keys that it points to.</summary>
internal static class IssuerDocument
{
    private const int MaxBytes = 1024 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public static IssuerKeys KeysOf(BearerSettings settings, TimeProvider time, ILogger logger)
    {
        var address = !string.IsNullOrWhiteSpace(settings.MetadataAddress) ? settings.MetadataAddress : $"{settings.Authority!.TrimEnd('/')}/.well-known/openid-configuration";
        // One client as long as the process runs; connections are renewed, so that a changed address is noticed.
        var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Timeout, MaxResponseContentBufferSize = MaxBytes };
        var documents = new HttpDocumentRetriever(http) { RequireHttps = settings.RequireHttpsMetadata };
        return new IssuerKeys(cancellationToken => OpenIdConnectConfigurationRetriever.GetAsync(address, documents, cancellationToken), time, logger);
    }
}
