using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using SignGateway.Host.Development;
using SignGateway.Storage.Ledger;
using SignGateway.Storage.Migrations;
using SignGateway.Uploads;

namespace SignGateway.Host.Commands;

/// <summary>The frame of commands that work on ledger and bucket. Neither the gateway's routes nor its sweep run meanwhile.</summary>
internal static class CommandLedger
{
    /// <summary>Leaves the standard output to the report.</summary>
    public static void LogToStandardError(this WebApplicationBuilder builder) =>
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);

    /// <summary>Does the work on a ledger that is ready for it; if somebody stops it or the ledger goes away, <paramref name="end"/> hears why, and says how it ends.</summary>
    public static async Task<int> RunAsync(IServiceProvider services, string command, Func<CancellationToken, Task<int>> work, Func<string, int> end)
    {
        using var stop = new StopSignals();
        try
        {
            return await PrepareAsync(services, command, stop.Token) ? await work(stop.Token) : ExitCode.Incomplete;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return end("it was told to stop");
        }
        catch (LedgerUnavailableException exception)
        {
            return end(exception.Message);
        }
    }

    // False, with a word, if the ledger is not up to date and may not be made so here.
    private static async Task<bool> PrepareAsync(IServiceProvider services, string command, CancellationToken cancellationToken)
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
