using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SignGateway.Storage.Ledger;

namespace SignGateway.Storage.Migrations;

/// <summary>Brings the ledger up to date before the first request, where configuration says so.</summary>
internal sealed class MigrateAtStart(LedgerMigrator migrator, IOptions<LedgerOptions> options, IHostEnvironment environment) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.ShouldMigrateAtStart(environment.IsDevelopment()))
            await migrator.MigrateAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
