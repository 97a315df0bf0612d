using SignGateway.Recovery;

namespace SignGateway.Host.Commands;

/// <summary>The command <c>reconcile</c>.</summary>
internal static class Reconcile
{
    public static Command Command { get; } = new(
        "reconcile",
        "Looks once at every upload that is due, as the sweep does.",
        """
        Usage: reconcile [--once] [--SECTION:KEY VALUE]...

          --once   said or not, it is one pass

        One pass of the sweep: uploads of which nobody told the gateway are recorded or given up, what only a callback spoke for is proved, and deletes
        are finished. A gateway that serves does this every SignGateway:Reconcile:Interval by itself. You need it where none serves: after an outage,
        before a ledger is moved or counted, or from a schedule of your own. Beside gateways that serve it takes its share, except on SQLite, whose
        folder belongs to one process. Exit status 1 says that something was not looked at; it stays due.

        Example:
          SignGateway.Host reconcile --SignGateway:Reconcile:Concurrency 32
        """)
    {
        Switches = ["--once"],
        Run = (app, _) => RunAsync(app.Services),
    };

    private static Task<int> RunAsync(IServiceProvider services)
    {
        var progress = new ReconcileProgress(!Console.IsOutputRedirected, Console.Out, TimeProvider.System);
        return CommandLedger.RunAsync(
            services,
            Command.Name,
            async stop => End(progress, await services.GetRequiredService<ReconcileOnce>().ExecuteAsync(progress, stop)),
            reason => End(progress, progress.Last with { StoppedBecause = reason }));
    }

    private static int End(ReconcileProgress progress, ReconcileReport report)
    {
        progress.Finish(report);
        if (report.StoppedBecause is { } reason)
            Console.Error.WriteLine($"reconcile stopped early: {reason}. Run it again; what is settled stays.");
        else if (!report.IsComplete)
            Console.Error.WriteLine("What could not be looked at stays due. Run it again later.");
        return report.IsComplete ? ExitCode.Done : ExitCode.Incomplete;
    }
}
