using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace SignGateway.Storage;

/// <summary>Brings the ledger up to date before the first request, where configuration says so.</summary>
internal sealed class MigrateAtStart(LedgerMigrator migrator, IOptions<LedgerOptions> options, IHostEnvironment environment) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.MigrateAtStart ?? (options.Value.Provider == LedgerProvider.Sqlite || environment.IsDevelopment()))
            await migrator.MigrateAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
