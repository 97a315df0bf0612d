using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace SignGateway.Host.Authentication;

/// <summary>
/// Answers for a remembered token at once; whatever else there is to authenticate is the framework's. Its handler would be made, given its options and asked
/// for each request, only to find what is known.
/// </summary>
internal sealed class RememberingAuthentication(RememberedTokens remembered, IOptionsMonitor<JwtBearerOptions> options) : IAuthenticationService
{
    /// <summary>Under what key the framework's own service is registered.</summary>
    public const string Framework = "framework";

    private IssuerKeys? Published => options.Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager as IssuerKeys;

    public Task<AuthenticateResult> AuthenticateAsync(HttpContext context, string? scheme) =>
        scheme is null or JwtBearerDefaults.AuthenticationScheme && remembered.Find(BearerToken.Of(context.Request), Published?.SigningKeys) is { } known
            ? Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(known), JwtBearerDefaults.AuthenticationScheme)))
            : FrameworkOf(context).AuthenticateAsync(context, scheme);

    public Task ChallengeAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => FrameworkOf(context).ChallengeAsync(context, scheme, properties);

    public Task ForbidAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => FrameworkOf(context).ForbidAsync(context, scheme, properties);

    public Task SignInAsync(HttpContext context, string? scheme, ClaimsPrincipal principal, AuthenticationProperties? properties) =>
        FrameworkOf(context).SignInAsync(context, scheme, principal, properties);

    public Task SignOutAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => FrameworkOf(context).SignOutAsync(context, scheme, properties);

    private static IAuthenticationService FrameworkOf(HttpContext context) => context.RequestServices.GetRequiredKeyedService<IAuthenticationService>(Framework);
}
