using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SignGateway.Problems;
using SignGateway.Uploads;

namespace SignGateway.Admin.Statistics;

internal static class OverviewEndpoint
{
    private static readonly string[] Windows = [.. OverviewWindow.All.Select(window => window.Name)];

    public static void MapOverview(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/overview", GetAsync).WithName("AdminOverview").Produces<OverviewSchema>()
            .WithSummary("What all replicas counted over an hour, a day or a week, and how the asked replica's dependencies stand.");
        routes.MapOtherVerbs("/overview", "GET");
    }

    private static async Task<IResult> GetAsync(HttpContext context, MakeOverview make, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.Query);
        var name = query.Word("window", Windows) ?? OverviewWindow.Hour.Name;
        if (query.Problem is { } problem)
            return new ProblemResult(problem);

        var overview = await make.ExecuteAsync(OverviewWindow.All.First(window => window.Name == name), cancellationToken);
        return new JsonBody(StatusCodes.Status200OK, writer => OverviewJson.Write(writer, overview));
    }

    private sealed record OverviewSchema(
        string Window,
        DateTimeOffset From,
        DateTimeOffset To,
        int StepSeconds,
        Dictionary<string, long[]> Series,
        Dictionary<string, long[]> Refusals,
        Dictionary<string, LatencySchema> Latency,
        IReadOnlyList<DependencySchema> Dependencies,
        int Replicas);

    private sealed record LatencySchema(double? P50, double? P99, long Count);

    private sealed record DependencySchema(string Name, string State, DateTimeOffset Since, Dictionary<string, string> Detail);
}
