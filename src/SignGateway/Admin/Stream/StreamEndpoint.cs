using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using SignGateway.Problems;

namespace SignGateway.Admin.Stream;

internal static class StreamEndpoint
{
    private static readonly Problem TooMany = KnownProblems.RateLimited.Because($"This replica has {StreamHub.MaxClients} listeners already; try again in a moment.")
        with { RetryAfter = TimeSpan.FromSeconds(10) };

    public static void MapStream(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/stream", Listen).WithName("AdminStream").Produces<string>(200, "text/event-stream")
            .WithSummary("What happens on the replica that is asked, as server-sent events: hello, overview, callback, upload.");
        routes.MapOtherVerbs("/stream", "GET");
    }

    private static IResult Listen(StreamHub hub, TimeProvider time, IHostApplicationLifetime lifetime) =>
        hub.Join() is { } client ? new EventStream(hub, client, time, lifetime.ApplicationStopping) : new ProblemResult(TooMany);
}
