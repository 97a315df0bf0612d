using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SignGateway.Problems;

namespace SignGateway.Uploads;

/// <summary>What every admin route asks for beyond a caller: the administrators' role.</summary>
internal static class AdminFilter
{
    public static TBuilder RequireAdmin<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (invocation, next) =>
        {
            // Whatever is asked here changes, and some of it is other people's.
            invocation.HttpContext.Response.Headers.CacheControl = "no-store";
            var role = invocation.HttpContext.RequestServices.GetRequiredService<IOptions<IdentityOptions>>().Value.AdminRole;
            return invocation.HttpContext.GetCaller().Roles.Contains(role)
                ? await next(invocation)
                : new ProblemResult(KnownProblems.RoleMissing.Because($"This route needs the role {role}; ask whoever gives out roles for it."));
        });
}
