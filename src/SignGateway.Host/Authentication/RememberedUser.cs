using System.Security.Claims;
using SignGateway.Uploads;

namespace SignGateway.Host.Authentication;

/// <summary>Who a good token names: what it claims, and what the gateway makes of that.</summary>
internal sealed record RememberedUser(ClaimsIdentity Identity, Caller Caller)
{
    /// <summary>The user of one request. A copy: whoever adds claims to it adds them for that request.</summary>
    public ClaimsPrincipal ToPrincipal() => new(Identity.Clone());
}
