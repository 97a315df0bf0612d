using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SignGateway.Problems;
using SignGateway.Telemetry;
using SignGateway.Uploads;

namespace SignGateway.Health;

/// <summary>Live: the process answers. Ready: callbacks can be recorded, and the process is not on its way out; what else is away makes it degraded, not unready.</summary>
internal static class HealthEndpoints
{
    private const string Draining = "draining";

    // A probe seldom waits longer than a second, and a source of credentials that has nothing yet may be busy fetching for longer than that.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(900);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Answer(StatusCodes.Status200OK, DependencyStates.Ok, [])).WithName("Live").WithSummary("The process answers.").AllowAnonymous();
        routes.MapGet("/health/ready", ReadyAsync).WithName("Ready").WithSummary("Callbacks can be recorded.").AllowAnonymous();
        routes.MapOtherVerbs("/health/live", "GET");
        routes.MapOtherVerbs("/health/ready", "GET");
    }

    private static async Task<IResult> ReadyAsync(DrainState drain, ProbeDependencies probe, DependencyStates dependencies, CancellationToken cancellationToken)
    {
        if (drain.IsDraining)
            return Answer(StatusCodes.Status503ServiceUnavailable, Draining, []);
        await probe.ExecuteAsync(Patience, cancellationToken);
        var all = dependencies.All;
        if (all.Any(dependency => dependency.State == DependencyStates.Down))
            return Answer(StatusCodes.Status503ServiceUnavailable, DependencyStates.Down, all);
        return Answer(StatusCodes.Status200OK, all.Any(dependency => dependency.State != DependencyStates.Ok) ? DependencyStates.Degraded : DependencyStates.Ok, all);
    }

    // By their states only: anybody may ask, and reasons name addresses.
    private static JsonBody Answer(int code, string status, IReadOnlyList<DependencyState> dependencies) => new(code, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("status", status);
        if (dependencies.Count > 0)
        {
            writer.WriteStartObject("dependencies");
            foreach (var dependency in dependencies)
            {
                writer.WriteStartObject(dependency.Name);
                writer.WriteString("state", dependency.State);
                writer.WriteString("since", UploadJson.ToText(dependency.Since));
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    });
}
