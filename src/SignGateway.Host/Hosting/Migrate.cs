using SignGateway.Storage.Migrations;
using SignGateway.Uploads;

namespace SignGateway.Host.Hosting;

/// <summary>The command <c>migrate</c>.</summary>
internal static class Migrate
{
    public static async Task<int> RunAsync(IServiceProvider services)
    {
        try
        {
            var ran = await services.GetRequiredService<LedgerMigrator>().MigrateAsync(CancellationToken.None);
            Console.WriteLine(ran.Count == 0 ? "The ledger is up to date." : $"The ledger is up to date; these migrations ran: {string.Join(", ", ran)}.");
            return 0;
        }
        catch (LedgerUnavailableException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }
}
