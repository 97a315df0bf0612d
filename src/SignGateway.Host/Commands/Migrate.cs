using SignGateway.Storage.Migrations;
using SignGateway.Uploads;

namespace SignGateway.Host.Commands;

/// <summary>The command <c>migrate</c>.</summary>
internal static class Migrate
{
    public static Command Command { get; } = new(
        "migrate",
        "Brings the ledger's tables up to date.",
        """
        Usage: migrate [--SECTION:KEY VALUE]...

        Runs the migrations that the ledger lacks, each in a transaction, and says which. Run twice, or by two at once, it does no harm.
        You need it before the first start on PostgreSQL, and with every update before the new version is rolled out: a gateway on a ledger that is
        behind does not start. On SQLite, and in Development, a start does this by itself (SignGateway:Ledger:MigrateAtStart).

        Example:
          SignGateway.Host migrate --SignGateway:Ledger:Provider PostgreSql
        """) { Run = (app, _) => RunAsync(app.Services) };

    private static async Task<int> RunAsync(IServiceProvider services)
    {
        try
        {
            var ran = await services.GetRequiredService<LedgerMigrator>().MigrateAsync(CancellationToken.None);
            Console.WriteLine(ran.Count == 0 ? "The ledger is up to date." : $"The ledger is up to date; these migrations ran: {string.Join(", ", ran)}.");
            return ExitCode.Done;
        }
        catch (LedgerUnavailableException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return ExitCode.Incomplete;
        }
    }
}
