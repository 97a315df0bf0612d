using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SignGateway.Credentials;
using SignGateway.Telemetry;
using SignGateway.Uploads;

namespace SignGateway.Admin.Statistics;

/// <summary>Tries now and then what no request may have tried for a while, so that it is known since when something is away.</summary>
internal sealed class DependencyWatch(IServiceProvider services, DependencyStates states, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Pause, time, stoppingToken);
            await LookAsync(stoppingToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        // Asked for this late because this is made before options are checked.
        await TryAsync(DependencyStates.Ledger, DependencyStates.Down, Probe(services.GetRequiredService<IUploadLedger>().ProbeAsync), cancellationToken);
        await TryAsync(DependencyStates.Guard, DependencyStates.Degraded, Probe(services.GetRequiredService<IReplayGuard>().ProbeAsync), cancellationToken);
        await TryAsync(DependencyStates.Credentials, DependencyStates.Degraded, FindCredentialsAsync, cancellationToken);
    }

    private async Task<string?> FindCredentialsAsync(CancellationToken cancellationToken) =>
        await services.GetRequiredService<ICredentialSource>().GetAsync(TimeSpan.Zero, cancellationToken) is CredentialsOutcome.Unavailable(var reason, _) ? reason : null;

    private static Func<CancellationToken, Task<string?>> Probe(Func<CancellationToken, Task> probe) => async token =>
    {
        await probe(token);
        return null;
    };

    private async Task TryAsync(string name, string otherwise, Func<CancellationToken, Task<string?>> probe, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var fault = await probe(either.Token);
            states.Report(name, fault is null ? DependencyStates.Ok : otherwise, ("reason", fault));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever else it is, watching must go on; and only what the ports' own exceptions say is meant to be read.
            states.Report(name, otherwise, ("reason", exception is LedgerUnavailableException or GuardUnavailableException ? exception.Message : exception.GetType().Name));
        }
    }
}
