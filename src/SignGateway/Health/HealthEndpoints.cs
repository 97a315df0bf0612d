using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SignGateway.Credentials;
using SignGateway.Problems;
using SignGateway.Uploads;

namespace SignGateway.Health;

/// <summary>Live: the process answers. Ready: callbacks can be recorded; what else is away makes it degraded, not unready.</summary>
internal static class HealthEndpoints
{
    private const string Ok = "ok";
    private const string Degraded = "degraded";
    private const string Down = "down";

    // A probe seldom waits longer than a second, and a source that has nothing yet may be busy fetching for longer than that.
    private static readonly TimeSpan CredentialsWait = TimeSpan.FromMilliseconds(500);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => new JsonBody(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("status", Ok);
            writer.WriteEndObject();
        })).WithName("Live").WithSummary("The process answers.").AllowAnonymous();
        routes.MapGet("/health/ready", ReadyAsync).WithName("Ready").WithSummary("Callbacks can be recorded.").AllowAnonymous();
        routes.MapOtherVerbs("/health/live", "GET");
        routes.MapOtherVerbs("/health/ready", "GET");
    }

    private static async Task<IResult> ReadyAsync(IUploadLedger ledger, IReplayGuard guard, ICredentialSource credentials, TimeProvider time, CancellationToken cancellationToken)
    {
        var states = new Dictionary<string, string>
        {
            ["ledger"] = await ProbeLedgerAsync(ledger, cancellationToken),
            ["guard"] = await ProbeGuardAsync(guard, cancellationToken),
            ["credentials"] = await ProbeCredentialsAsync(credentials, time, cancellationToken),
        };
        var ready = states["ledger"] == Ok;
        var status = ready ? (states.ContainsValue(Degraded) ? Degraded : Ok) : Down;
        return new JsonBody(ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("status", status);
            writer.WriteStartObject("dependencies");
            foreach (var (name, state) in states)
            {
                writer.WriteStartObject(name);
                writer.WriteString("state", state);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    private static async Task<string> ProbeLedgerAsync(IUploadLedger ledger, CancellationToken cancellationToken)
    {
        try
        {
            await ledger.ProbeAsync(cancellationToken);
            return Ok;
        }
        catch (LedgerUnavailableException)
        {
            return Down;
        }
    }

    private static async Task<string> ProbeCredentialsAsync(ICredentialSource credentials, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(CredentialsWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await credentials.GetAsync(TimeSpan.Zero, either.Token) is CredentialsOutcome.Available ? Ok : Degraded;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Degraded;
        }
    }

    private static async Task<string> ProbeGuardAsync(IReplayGuard guard, CancellationToken cancellationToken)
    {
        try
        {
            await guard.ProbeAsync(cancellationToken);
            return Ok;
        }
        catch (GuardUnavailableException)
        {
            return Degraded;
        }
    }
}
