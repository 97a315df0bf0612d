using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace SignGateway.Host.Authentication;

/// <summary>
/// Signs in whoever shows a remembered token; all other tokens are the framework's, whose handler would be made and asked for each request only to find what is
/// known. Without a token there is nobody to sign in: OSS, for one, has its signature where users have theirs.
/// </summary>
internal static class RememberedSignIn
{
    public static void UseRememberedAuthentication(this WebApplication app)
    {
        var remembered = app.Services.GetRequiredService<RememberedTokens>();
        var published = app.Services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager as IssuerKeys;
        // The pipeline is made from its end, so what comes after the authentication is there before the first request.
        RequestDelegate? afterwards = null;
        app.Use(authenticate => context =>
        {
            var token = BearerToken.Of(context.Request);
            if (token.IsEmpty)
                return afterwards!(context);
            if (remembered.Find(token, published?.SigningKeys) is not { } known)
                return authenticate(context);
            context.User = known.ToPrincipal();
            context.Features.Set(known.Caller);
            return afterwards!(context);
        });
        app.UseAuthentication();
        app.Use(next => afterwards = next);
    }
}
