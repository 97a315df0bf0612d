using SignGateway.Storage.Ledger;
using SignGateway.Storage.Migrations;
using SignGateway.TestServers;
using SignGateway.Uploads;

namespace LedgerBench;

/// <summary>Recorded uploads a second, with shared commits and without, in turn on one database.</summary>
internal static class GroupCommit
{
    private const int Rounds = 7;
    private const int UploadsPerRound = 10_000;

    public static async Task OnPostgreSqlAsync(PostgresServer server, int poolSize)
    {
        await using var database = new PostgreSqlLedgerDatabase($"{await server.CreateDatabaseAsync()};Maximum Pool Size={poolSize}");
        await RunAsync($"PostgreSQL, pool of {poolSize}", database, upload => SingleCommits.RecordAsync(database, upload));
    }

    public static async Task OnSqliteAsync(TempFolder folder)
    {
        var file = $"Data Source={folder.File("group-commit.db")}";
        await using var database = new SqliteLedgerDatabase(file);
        using var writer = new SqliteWriter(file);
        using var turn = new SemaphoreSlim(1);
        await RunAsync("SQLite", database, upload => SingleCommits.RecordAsync(writer, turn, upload));
    }

    private static async Task RunAsync(string name, LedgerDatabase database, Func<UploadRecord, Task> recordSingly)
    {
        await new LedgerMigrator(database).MigrateAsync(CancellationToken.None);
        var ledger = new SqlUploadLedger(database, TimeProvider.System);
        List<double> shared = [], single = [];
        // The first round only warms up.
        for (var round = 0; round <= Rounds; round++)
        {
            shared.Add(await MeasureAsync(ledger, upload => ledger.RecordAsync(upload, CancellationToken.None)));
            single.Add(await MeasureAsync(ledger, recordSingly));
        }

        var (many, one) = (shared.Skip(1).Median(), single.Skip(1).Median());
        Console.WriteLine($"{name,-24} shared {many,7:F0}/s   one row a commit {one,7:F0}/s   ratio {many / one:F1}");
    }

    private static async Task<double> MeasureAsync(IUploadLedger ledger, Func<UploadRecord, Task> record)
    {
        var uploads = await Callers.NoteAsync(ledger, UploadsPerRound, index => $"user-{index % 1000}");
        return await Callers.EachAsync(uploads, Callers.Many, record);
    }
}
