using Microsoft.Extensions.Options;
using SignGateway.Privacy;
using SignGateway.Uploads;

namespace SignGateway.Host.Commands;

/// <summary>The command <c>erase</c>. Neither the gateway's routes nor its sweep run meanwhile.</summary>
internal static class Erase
{
    private const string User = "--user";
    private const string Issuer = "--issuer";
    private const string DryRun = "--dry-run";
    private const string Json = "--json";

    public static Command Command { get; } = new(
        "erase",
        "Takes away all that is known of a user.",
        """
        Usage: erase --user ID [--issuer ISSUER] [--dry-run] [--json] [--SECTION:KEY VALUE]...

          --user ID         the user, as the claim SignGateway:UserIdClaim names them
          --issuer ISSUER   who issued the token, where several issuers are trusted
          --dry-run         counts, and changes nothing
          --json            the report as one JSON object

        Deletes the user's objects, revokes what was granted, and takes the user out of ledger, events, history, audit log and replay guard.
        You need it when somebody asks to be forgotten. What is left is the ids of uploads, until nothing can come of their grants any more.
        It may be stopped and run again, and run beside gateways that serve, except on SQLite. docs/privacy.md tells more.

        Example:
          SignGateway.Host erase --user 4711 --dry-run
        """)
    {
        Switches = [DryRun, Json],
        Options = [User, Issuer],
        Check = arguments => string.IsNullOrEmpty(arguments.Find(User)) ? $"'{User}' names whom." : null,
        Run = (app, arguments) => RunAsync(app.Services, arguments),
    };

    private static Task<int> RunAsync(IServiceProvider services, CommandArguments arguments)
    {
        var (user, issuer, dryRun) = (arguments.Find(User)!, arguments.Find(Issuer), arguments.Has(DryRun));
        var owner = issuer is null ? user : $"{issuer}|{user}";
        if (services.GetRequiredService<IOptions<IdentityOptions>>().Value.OwnerNamesIssuer && !owner.Contains('|', StringComparison.Ordinal))
            Console.Error.WriteLine("erase: several issuers are configured, and no --issuer is given: this is about uploads from a time with one issuer only.");

        return CommandLedger.RunAsync(
            services,
            Command.Name,
            async stop => End(await services.GetRequiredService<EraseUser>().ExecuteAsync(owner, dryRun, stop), dryRun, arguments.Has(Json)),
            reason =>
            {
                Console.Error.WriteLine($"erase: {reason}");
                return ExitCode.Incomplete;
            });
    }

    private static int End(ErasureReport report, bool dryRun, bool json)
    {
        Console.WriteLine(json ? EraseReportText.Json(report, dryRun) : EraseReportText.Lines(report, dryRun));
        if (dryRun)
            return report.StoppedBecause is null && report.Failed == 0 ? ExitCode.Done : ExitCode.Incomplete;
        if (!report.IsComplete)
            Console.Error.WriteLine($"erase is not complete: {report.StoppedBecause ?? $"for {report.Failed} uploads OSS did not answer"}. Run it again; what is erased stays so.");
        return report.IsComplete ? ExitCode.Done : ExitCode.Incomplete;
    }
}
