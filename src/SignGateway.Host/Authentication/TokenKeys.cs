using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using SignGateway.Telemetry;

namespace SignGateway.Host.Authentication;

/// <summary>Names the keys that verify tokens: those of configuration, and those that the Authority published when it was asked last.</summary>
internal static class TokenKeys
{
    // Whatever an Authority publishes, the list stays one that a person reads.
    private const int MaxPublished = 20;

    public static IEnumerable<KeyInUse> Find(IServiceProvider services)
    {
        var configured = services.GetRequiredService<IOptions<BearerSettings>>().Value.SigningKeys
            .Select(key => string.IsNullOrWhiteSpace(key.Id) ? KeyFingerprint.Of(Convert.FromBase64String(key.Value!)) : key.Id);
        var published = services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager is IssuerKeys issuer
            ? issuer.Current?.SigningKeys.Select(key => key.KeyId).Where(id => !string.IsNullOrEmpty(id)).Take(MaxPublished)
            : null;
        return configured.Concat(published ?? []).Select(id => new KeyInUse(KeyKind.Token, id, KeyUse.Accepts));
    }
}
