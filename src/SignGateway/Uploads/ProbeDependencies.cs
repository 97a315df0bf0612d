using SignGateway.Credentials;
using SignGateway.Telemetry;

namespace SignGateway.Uploads;

/// <summary>Tries whether the ledger, the guard and credentials can be had now, all at once, and reports what it found.</summary>
internal sealed class ProbeDependencies(IUploadLedger ledger, IReplayGuard guard, ICredentialSource credentials, DependencyStates states, TimeProvider time)
{
    public Task ExecuteAsync(TimeSpan patience, CancellationToken cancellationToken) => Task.WhenAll(
        TryAsync(DependencyStates.Ledger, DependencyStates.Down, Probe(ledger.ProbeAsync), patience, cancellationToken),
        TryAsync(DependencyStates.Guard, DependencyStates.Degraded, Probe(guard.ProbeAsync), patience, cancellationToken),
        TryAsync(DependencyStates.Credentials, DependencyStates.Degraded, FindCredentialsAsync, patience, cancellationToken));

    private async Task<string?> FindCredentialsAsync(CancellationToken cancellationToken) =>
        await credentials.GetAsync(TimeSpan.Zero, cancellationToken) is CredentialsOutcome.Unavailable(var reason, _) ? reason : null;

    private static Func<CancellationToken, Task<string?>> Probe(Func<CancellationToken, Task> probe) => async token =>
    {
        await probe(token);
        return null;
    };

    private async Task TryAsync(string name, string otherwise, Func<CancellationToken, Task<string?>> probe, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
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
