using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SignGateway.Problems;

namespace SignGateway.Uploads;

/// <summary>
/// What every user route shares: a caller who can own something, and a clear answer when the ledger is away.
/// It reads the user that the application's own authentication put on the request, so an embedder's scheme works as it is.
/// </summary>
public static class CallerFilter
{
    /// <summary>Adds the filter to a group of routes.</summary>
    public static TBuilder RequireCaller<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilterFactory((route, next) =>
        {
            var options = route.ApplicationServices.GetRequiredService<IOptions<IdentityOptions>>();
            return invocation => InvokeAsync(invocation, options.Value, next);
        });

    /// <summary>The caller of a request that passed the filter.</summary>
    public static Caller GetCaller(this HttpContext context) => context.Features.GetRequiredFeature<Caller>();

    private static async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext invocation, IdentityOptions options, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        // The authentication may have read the user already.
        if (context.Features.Get<Caller>() is null)
        {
            if (Caller.From(context.User, options) is not { } caller)
                return new ProblemResult(KnownProblems.Unauthenticated);
            context.Features.Set(caller);
        }

        try
        {
            return await next(invocation);
        }
        catch (LedgerUnavailableException)
        {
            // The ledger's adapter has logged the cause.
            return new ProblemResult(KnownProblems.LedgerUnavailable);
        }
    }
}
