using SignGateway.Objects;
using SignGateway.Recovery;
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

    public static async Task<int> RunAsync(IServiceProvider services, RebuildArguments arguments)
    {
        var buckets = services.GetRequiredService<BucketCatalog>().All.Where(bucket => arguments.Bucket is null || arguments.Bucket == bucket.Address.Bucket).ToList();
        if (buckets.Count == 0)
            return Refuse($"no profile's bucket is {arguments.Bucket}. A rebuild runs with the configuration of the bucket that it reads: its Oss section and the ticket keys.");

        using var stop = new StopSignals();
        var progress = new RebuildProgress(arguments.DryRun, !Console.IsOutputRedirected, Console.Out, TimeProvider.System);
        try
        {
            if (!await CommandLedger.PrepareAsync(services, "rebuild", stop.Token))
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
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return End(progress, progress.Last with { StoppedBecause = "it was told to stop" });
        }
        catch (LedgerUnavailableException exception)
        {
            return End(progress, progress.Last with { StoppedBecause = exception.Message });
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
}
