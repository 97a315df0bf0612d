using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using SignGateway.Host.Development;
using SignGateway.Objects;
using SignGateway.Recovery;
using SignGateway.Storage.Ledger;
using SignGateway.Storage.Migrations;
using SignGateway.Uploads;

namespace SignGateway.Host.Hosting;

/// <summary>The command <c>rebuild</c>. Neither the gateway's routes nor its sweep run meanwhile.</summary>
internal static class Rebuild
{
    private const int Incomplete = 1;
    private const int Misused = 2;

    public static int Refuse(string fault)
    {
        Console.Error.WriteLine($"rebuild: {fault}");
        Console.Error.WriteLine(RebuildArguments.Usage);
        return Misused;
    }

    /// <summary>Leaves the standard output to the report.</summary>
    public static void LogToStandardError(WebApplicationBuilder builder) =>
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);

    public static async Task<int> RunAsync(IServiceProvider services, RebuildArguments arguments)
    {
        var buckets = services.GetRequiredService<BucketCatalog>().All.Where(bucket => arguments.Bucket is null || arguments.Bucket == bucket.Address.Bucket).ToList();
        if (buckets.Count == 0)
            return Refuse($"no profile's bucket is {arguments.Bucket}. A rebuild runs with the configuration of the bucket that it reads: its Oss section and the ticket keys.");

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var progress = new RebuildProgress(arguments.DryRun, !Console.IsOutputRedirected, Console.Out, TimeProvider.System);
        try
        {
            if (!await PrepareAsync(services, stop.Token))
                return Incomplete;
            var worst = 0;
            foreach (var bucket in buckets)
            {
                if (buckets.Count > 1)
                    Console.WriteLine($"{bucket.Address.Bucket}:");
                var report = await services.GetRequiredService<RebuildLedger>().ExecuteAsync(bucket, arguments.Prefix, arguments.DryRun, progress, stop.Token);
                worst = Math.Max(worst, End(progress, report));
            }

            return worst;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return End(progress, progress.Last with { StoppedBecause = "it was told to stop" });
        }
        catch (LedgerUnavailableException exception)
        {
            return End(progress, progress.Last with { StoppedBecause = exception.Message });
        }

        void Stop(PosixSignalContext signal)
        {
            // The second time it ends as any program does.
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }

    private static int End(RebuildProgress progress, RebuildReport report)
    {
        progress.Finish(report);
        if (report.StoppedBecause is { } reason)
            Console.Error.WriteLine($"rebuild stopped early: {reason}. Run it again; what is restored stays.");
        else if (report.Failed > 0)
            Console.Error.WriteLine("Objects that could not be looked at are named above. Run it again; what is restored stays.");
        return report is { StoppedBecause: null, Failed: 0 } ? 0 : Incomplete;
    }

    private static async Task<bool> PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
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
            Console.Error.WriteLine("rebuild: the ledger is not up to date. Run the command migrate first.");
            return false;
        }

        return true;
    }
}
