using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using SignGateway.Host.Development;
using SignGateway.Storage.Ledger;
using SignGateway.Storage.Migrations;

namespace SignGateway.Host.Commands;

/// <summary>What commands that work on ledger and bucket begin with. Neither the gateway's routes nor its sweep run meanwhile.</summary>
internal static class CommandLedger
{
    /// <summary>Leaves the standard output to the report.</summary>
    public static void LogToStandardError(this WebApplicationBuilder builder) =>
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);

    /// <summary>False, with a word, if the ledger is not up to date and may not be made so here.</summary>
    public static async Task<bool> PrepareAsync(IServiceProvider services, string command, CancellationToken cancellationToken)
    {
        // The stand-in for OSS lives in the gateway's own process, so without it here there would be no bucket.
        if (services.GetService<SimulatorService>() is { } simulator)
            await simulator.StartAsync(cancellationToken);

        var migrator = services.GetRequiredService<LedgerMigrator>();
        var options = services.GetRequiredService<IOptions<LedgerOptions>>().Value;
        if (options.ShouldMigrateAtStart(services.GetRequiredService<IHostEnvironment>().IsDevelopment()))
            await migrator.MigrateAsync(cancellationToken);
        else if (!await migrator.IsCurrentAsync(cancellationToken))
        {
            Console.Error.WriteLine($"{command}: the ledger is not up to date. Run the command migrate first.");
            return false;
        }

        return true;
    }
}
