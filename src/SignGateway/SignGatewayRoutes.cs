using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SignGateway.Admin;
using SignGateway.Callbacks;
using SignGateway.Doctor;
using SignGateway.Events;
using SignGateway.Grants;
using SignGateway.Health;
using SignGateway.Multipart;
using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Recovery;
using SignGateway.Uploads;

namespace SignGateway;

/// <summary>Maps the gateway's routes.</summary>
public static class SignGatewayRoutes
{
    /// <summary>
    /// Maps every route below a prefix. The user and admin routes read the user that the application's authentication put on the request.
    /// The returned builder applies to these only: authorization or rate limits added to it never reach the callback route. Nor do a fallback policy,
    /// a global rate limit or a request timeout of the application: OSS has no token, calls once, and has its own deadline here.
    /// <see cref="PublicUrlOptions.PublicUrl"/> has to hold the prefix. A second call is refused.
    /// </summary>
    public static IEndpointConventionBuilder MapSignGateway(this IEndpointRouteBuilder endpoints, string prefix = "")
    {
        Composition.Map(endpoints.ServiceProvider, prefix);
        var all = endpoints.MapGroup(prefix).WithTags("SignGateway");
        all.MapCallbacks();
        all.MapHealth();
        all.MapUnknownPaths("/v1/{**rest}");

        var user = all.MapGroup("").RequireCaller();
        user.MapGrants();
        user.MapCompat();
        user.MapUploads();
        user.MapMultipart();
        user.MapConfirm();
        user.MapAdmin();
        user.MapEvents();
        user.MapDoctor();
        return user;
    }
}
