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
        await TryAsync(DependencyStates.Ledger, DependencyStates.Down, services.GetRequiredService<IUploadLedger>().ProbeAsync, cancellationToken);
        await TryAsync(DependencyStates.Guard, DependencyStates.Degraded, services.GetRequiredService<IReplayGuard>().ProbeAsync, cancellationToken);
        if (await services.GetRequiredService<ICredentialSource>().GetAsync(cancellationToken) is CredentialsOutcome.Unavailable(var reason))
            states.Report(DependencyStates.Credentials, DependencyStates.Degraded, ("reason", reason));
        else
            states.Report(DependencyStates.Credentials, DependencyStates.Ok);
    }

    private async Task TryAsync(string name, string otherwise, Func<CancellationToken, Task> probe, CancellationToken cancellationToken)
    {
        try
        {
            await probe(cancellationToken);
            states.Report(name, DependencyStates.Ok);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever else it is, watching must go on; and only what the ports' own exceptions say is meant to be read.
            states.Report(name, otherwise, ("reason", exception is LedgerUnavailableException or GuardUnavailableException ? exception.Message : exception.GetType().Name));
        }
    }
}
