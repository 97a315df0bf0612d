using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SignGateway.Objects;
using SignGateway.Problems;

namespace SignGateway.Callbacks;

/// <summary>The route that OSS calls. It is outside user authentication: the signature and the ticket are its authentication.</summary>
internal static class CallbackEndpoint
{
    public static void MapCallbacks(this IEndpointRouteBuilder routes)
    {
        // An application's policies are for its users. OSS has no token, calls once, and is many users on one address.
        routes.MapPost(PublicUrls.CallbackRoute, ReceiveAsync).WithName("ReceiveCallback").WithSummary("The callback that OSS posts after an upload.")
            .AllowAnonymous().DisableRateLimiting().DisableRequestTimeout();
        routes.Map(PublicUrls.CallbackRoute, RefuseVerb).ExcludeFromDescription().AllowAnonymous().DisableRateLimiting().DisableRequestTimeout();
    }

    private static async Task<IResult> ReceiveAsync(HttpContext context, ReceiveCallback receive, CallbackWitness witness, TimeProvider time)
    {
        var started = time.GetTimestamp();
        using var deadline = new CallbackDeadline(time);
        var request = new CallbackRequest(context);
        var outcome = await receive.ExecuteAsync(request, deadline);
        witness.Tell(context, request, outcome, started);
        return outcome switch
        {
            CallbackOutcome.Recorded(var answer, var duplicate) => new CallbackAnswer(answer, duplicate),
            CallbackOutcome.Refused(var problem, _) => new ProblemResult(problem),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    // Not OSS, but maybe somebody who tries whether OSS could get here.
    private static ProblemResult RefuseVerb(HttpContext context, CallbackWitness witness, TimeProvider time)
    {
        var problem = KnownProblems.MethodNotAllowed with { Allow = HttpMethods.Post };
        witness.Tell(context, new CallbackRequest(context), new CallbackOutcome.Refused(problem, "the verb is not POST"), time.GetTimestamp());
        return new ProblemResult(problem);
    }
}
