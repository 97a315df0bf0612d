using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Telemetry;

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
        using var activity = GatewayActivities.Start(GatewayActivities.Callback);
        using var deadline = new CallbackDeadline(time);
        var request = new CallbackRequest(context);
        var outcome = await receive.ExecuteAsync(request, deadline);
        if (outcome is CallbackOutcome.Probed(var told, var proof))
            return Answer(told, proof);
        witness.Tell(context, request, outcome, started);
        if (activity is not null)
            Tell(activity, request.Trace, outcome);
        return outcome switch
        {
            CallbackOutcome.Recorded(var answer, var duplicate) => new CallbackAnswer(answer, duplicate),
            CallbackOutcome.Refused(var problem, _) => new ProblemResult(problem),
            _ => throw new UnreachableException(),
        };
    }

    private static void Tell(Activity activity, CallbackTrace trace, CallbackOutcome outcome)
    {
        if (trace is { Ticket: { } ticket, UploadId: { } id })
        {
            activity.Concerns(id, ticket.Profile);
            activity.LinkTo(ticket.Trace);
        }

        if (outcome is CallbackOutcome.Refused(var problem, _))
            activity.Ended(problem.Code, problem.Code);
        else
            activity.Ended(outcome is CallbackOutcome.Recorded { Duplicate: true } ? "duplicate" : "recorded");
    }

    private static JsonBody Answer(byte[] told, string proof) => new(StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("arrived");
        writer.WriteRawValue(told);
        writer.WriteString("proof", proof);
        writer.WriteEndObject();
    });

    // Not OSS, but maybe somebody who tries whether OSS could get here.
    private static ProblemResult RefuseVerb(HttpContext context, CallbackWitness witness, TimeProvider time)
    {
        var problem = KnownProblems.MethodNotAllowed with { Allow = HttpMethods.Post };
        witness.Tell(context, new CallbackRequest(context), new CallbackOutcome.Refused(problem, "the verb is not POST"), time.GetTimestamp());
        return new ProblemResult(problem);
    }
}
