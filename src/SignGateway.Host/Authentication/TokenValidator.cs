using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using SignGateway.Uploads;

namespace SignGateway.Host.Authentication;

/// <summary>Validates tokens, holds them to naming one user, and has those that were good remembered.</summary>
internal sealed class TokenValidator(RememberedTokens remembered, IOptions<IdentityOptions> identity) : ISecurityTokenValidator
{
    private readonly JwtSecurityTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = TokenEvents.MaxTokenLength };

    public bool CanValidateToken => _handler.CanValidateToken;

    public int MaximumTokenSizeInBytes
    {
        get => _handler.MaximumTokenSizeInBytes;
        set => _handler.MaximumTokenSizeInBytes = value;
    }

    public bool CanReadToken(string securityToken) => securityToken.Length <= MaximumTokenSizeInBytes && _handler.CanReadToken(securityToken);

    public ClaimsPrincipal ValidateToken(string securityToken, TokenValidationParameters validationParameters, out SecurityToken validatedToken)
    {
        var principal = _handler.ValidateToken(securityToken, validationParameters, out validatedToken);
        // For what lies behind the edge, "signed in" must mean the same as for our own routes: one user, whom we can name.
        if (Caller.From(principal, identity.Value) is not { } caller)
            throw new NobodyException();
        var end = new DateTimeOffset(validatedToken.ValidTo, TimeSpan.Zero) + validationParameters.ClockSkew;
        remembered.Remember(securityToken, validationParameters.IssuerSigningKeys, new RememberedUser((ClaimsIdentity)principal.Identity!, caller), end);
        return principal;
    }
}
