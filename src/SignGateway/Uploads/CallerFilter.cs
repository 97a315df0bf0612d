using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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
    private static readonly object Key = new();

    /// <summary>Adds the filter to a group of routes.</summary>
    public static TBuilder RequireCaller<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (invocation, next) =>
        {
            var context = invocation.HttpContext;
            var options = context.RequestServices.GetRequiredService<IOptions<IdentityOptions>>().Value;
            if (Caller.From(context.User, options) is not { } caller)
                return new ProblemResult(KnownProblems.Unauthenticated);

            context.Items[Key] = caller;
            try
            {
                return await next(invocation);
            }
            catch (LedgerUnavailableException)
            {
                // The ledger's adapter has logged the cause.
                return new ProblemResult(KnownProblems.LedgerUnavailable);
            }
        });

    /// <summary>The caller of a request that passed the filter.</summary>
    public static Caller GetCaller(this HttpContext context) => (Caller)context.Items[Key]!;
}
