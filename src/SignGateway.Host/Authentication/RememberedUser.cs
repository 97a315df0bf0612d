using System.Security.Claims;
using SignGateway.Uploads;

namespace SignGateway.Host.Authentication;

/// <summary>Who a good token names: what it claims, and what the gateway makes of that.</summary>
internal sealed record RememberedUser(ClaimsIdentity Identity, Caller Caller);
