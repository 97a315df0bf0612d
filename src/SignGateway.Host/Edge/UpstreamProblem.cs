using Microsoft.AspNetCore.Http.Timeouts;
using SignGateway.Problems;
using Yarp.ReverseProxy.Forwarder;

namespace SignGateway.Host.Edge;

/// <summary>What the client hears when an application behind the proxy gave no answer; YARP itself would send a bare status.</summary>
internal static class UpstreamProblem
{
    private const string Code = "upstream_unavailable";

    /// <summary>None of the servers of an application behind the edge is healthy.</summary>
    private static readonly Problem NoServer = new(503, Code, "The application is not available.", "Try again in a moment; none of its servers is healthy.");

    /// <summary>An application behind the edge cannot be connected to, or broke off.</summary>
    private static readonly Problem Unreachable =
        new(502, Code, "The application cannot be reached.", "Try again in a moment; operators find the reason in the gateway's log under this requestId.");

    /// <summary>An application behind the edge did not answer in the time that its route has.</summary>
    private static readonly Problem TimedOut =
        new(504, Code, "The application did not answer in time.", "Try again, if doing it twice does no harm: the application may have done it.");

    public static async Task AnswerAsync(HttpContext context)
    {
        if (context.Response.HasStarted || Find(context) is not { } problem)
            return;
        // A route's time is up for the application, not for this answer.
        if (RanOut(context))
            context.RequestAborted = CancellationToken.None;
        await new ProblemResult(problem).ExecuteAsync(context);
    }

    private static Problem? Find(HttpContext context) => context.GetForwarderErrorFeature()?.Error switch
    {
        ForwarderError.NoAvailableDestinations => NoServer,
        ForwarderError.Request => Unreachable,
        ForwarderError.RequestTimedOut => TimedOut,
        ForwarderError.RequestCanceled when RanOut(context) => TimedOut,
        _ => null,
    };

    private static bool RanOut(HttpContext context) => context.Features.Get<IHttpRequestTimeoutFeature>()?.RequestTimeoutToken.IsCancellationRequested == true;
}
