using SignGateway.Storage;
using SignGateway.Uploads;

namespace SignGateway.Host.Hosting;

/// <summary>The command <c>migrate</c>.</summary>
internal static class Migrate
{
    public static async Task<int> RunAsync(IServiceProvider services)
    {
        try
        {
            var applied = await services.GetRequiredService<LedgerMigrator>().MigrateAsync(CancellationToken.None);
            Console.WriteLine(applied == 0 ? "The ledger is up to date." : $"The ledger is up to date; {applied} migration{(applied == 1 ? "" : "s")} ran.");
            return 0;
        }
        catch (LedgerUnavailableException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }
}
