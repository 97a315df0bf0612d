using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SignGateway.Problems;
using SignGateway.Telemetry;

namespace SignGateway.Admin.Stream;

internal static class StreamEndpoint
{
    public static void MapStream(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/stream", Listen).WithName("AdminStream").Produces<string>(200, "text/event-stream")
            .WithSummary("What happens on the replica that is asked, as server-sent events: hello, overview, callback, upload.");
        routes.MapOtherVerbs("/stream", "GET");
    }

    private static EventStream Listen(StreamHub hub, TimeProvider time, DrainState drain) => new(hub, time, drain.Closing);
}
