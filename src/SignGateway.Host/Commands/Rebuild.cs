using SignGateway.Objects;
using SignGateway.Recovery;

namespace SignGateway.Host.Commands;

/// <summary>The command <c>rebuild</c>. Neither the gateway's routes nor its sweep run meanwhile.</summary>
internal static class Rebuild
{
    private const string Bucket = "--bucket";
    private const string Prefix = "--prefix";
    private const string DryRun = "--dry-run";

    public static Command Command { get; } = new(
        "rebuild",
        "Restores a lost ledger from the bucket alone.",
        """
        Usage: rebuild [--bucket BUCKET] [--prefix PREFIX] [--dry-run] [--SECTION:KEY VALUE]...

          --bucket BUCKET   this bucket only; without it, every bucket of a profile
          --prefix PREFIX   only objects whose keys begin so
          --dry-run         counts, and writes nothing

        Lists the bucket, opens the ticket in each object's metadata and records what agrees with it; then tells what the ledger has and the bucket has not.
        You need it when the ledger was lost or damaged, or came back from an old backup: restore the newest backup first, then rebuild. It needs the
        configuration of the gateway that lost its ledger, with every ticket key, the archived ones too. Nothing is deleted from the bucket.
        It may be stopped and run again, and run beside gateways that serve, except on SQLite. docs/recovery.md tells more.

        Example:
          SignGateway.Host rebuild --prefix uploads/2026/ --dry-run
        """)
    {
        Switches = [DryRun],
        Options = [Bucket, Prefix],
        Run = (app, arguments) => RunAsync(app.Services, arguments),
    };

    private static async Task<int> RunAsync(IServiceProvider services, CommandArguments arguments)
    {
        var only = arguments.Find(Bucket);
        var buckets = services.GetRequiredService<BucketCatalog>().All.Where(bucket => only is null || only == bucket.Address.Bucket).ToList();
        if (buckets.Count == 0)
            return Help.Complain(Command, $"no profile's bucket is {only}. A rebuild runs with the configuration of the bucket that it reads: its Oss section and the ticket keys.");

        var dryRun = arguments.Has(DryRun);
        var progress = new RebuildProgress(dryRun, !Console.IsOutputRedirected, Console.Out, TimeProvider.System);
        return await CommandLedger.RunAsync(
            services,
            Command.Name,
            async stop =>
            {
                var worst = 0;
                foreach (var bucket in buckets)
                {
                    if (buckets.Count > 1)
                        Console.WriteLine($"{bucket.Address.Bucket}:");
                    var report = await services.GetRequiredService<RebuildLedger>().ExecuteAsync(bucket, arguments.Find(Prefix) ?? "", dryRun, progress, stop);
                    worst = Math.Max(worst, End(progress, report));
                }

                return worst;
            },
            reason => End(progress, progress.Last with { StoppedBecause = reason }));
    }

    private static int End(RebuildProgress progress, RebuildReport report)
    {
        progress.Finish(report);
        if (report.StoppedBecause is { } reason)
            Console.Error.WriteLine($"rebuild stopped early: {reason}. Run it again; what is restored stays.");
        else if (report.Failed > 0)
            Console.Error.WriteLine("Objects that could not be looked at are named above. Run it again; what is restored stays.");
        return report is { StoppedBecause: null, Failed: 0 } ? ExitCode.Done : ExitCode.Incomplete;
    }
}
