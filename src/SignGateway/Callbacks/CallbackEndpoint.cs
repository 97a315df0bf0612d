using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using SignGateway.Limits;
using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Uploads;

namespace SignGateway.Callbacks;

/// <summary>The route that OSS calls. It is outside user authentication: the signature and the ticket are its authentication.</summary>
internal static class CallbackEndpoint
{
    private const int MaxBodyBytes = 64 * 1024;

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
        var request = Read(context.Request);
        var outcome = await JudgeAsync(context.Request, request, receive, deadline);
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
        witness.Tell(context, Read(context.Request), new CallbackOutcome.Refused(problem, "the verb is not POST"), time.GetTimestamp());
        return new ProblemResult(problem);
    }

    private static CallbackRequest Read(HttpRequest request) => new(
        request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
        request.Headers.Authorization,
        request.Headers["x-oss-pub-key-url"],
        request.ContentType,
        CallbackTransit.Read(request.Headers)) { Address = ClientAddress.Of(request.HttpContext) };

    private static async Task<CallbackOutcome> JudgeAsync(HttpRequest request, CallbackRequest callback, ReceiveCallback receive, CallbackDeadline deadline)
    {
        try
        {
            return await receive.ExecuteAsync(callback, token => ReadBodyAsync(request, token), deadline);
        }
        catch (LedgerUnavailableException)
        {
            return new CallbackOutcome.Refused(KnownProblems.LedgerUnavailable, "the ledger cannot be reached");
        }
        catch (OperationCanceledException)
        {
            return new CallbackOutcome.Refused(KnownProblems.LedgerUnavailable, "the deadline passed");
        }
    }

    private static async Task<byte[]?> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBodyBytes)
            return null;
        PipeReader reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > MaxBodyBytes || read.IsCompleted)
            {
                var body = read.Buffer.Length > MaxBodyBytes ? null : read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
