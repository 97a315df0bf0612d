// Measures the ledger: what sharing commits gains, and what size costs. See bench/README.md.
using LedgerBench;
using SignGateway.TestServers;

const long SmallRows = 10_000;

var rows = args is [var given, ..] ? long.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : 10_000_000;
using var folder = new TempFolder();
using var postgres = await PostgresServer.StartAsync("fsync=on", "shared_buffers=128MB");

if (args is not [_, "size"])
{
Console.WriteLine($"Recorded uploads a second, {Callers.Many} callers");
await GroupCommit.OnPostgreSqlAsync(postgres, poolSize: 10);
await GroupCommit.OnPostgreSqlAsync(postgres, poolSize: Callers.Many);
await GroupCommit.OnSqliteAsync(folder);
}

Console.WriteLine("PostgreSQL");
await using (SizedLedger small = await SizedLedgers.OnPostgreSqlAsync(postgres, SmallRows), large = await SizedLedgers.OnPostgreSqlAsync(postgres, rows))
    await new LedgerSize(small, large).RunAsync();
Console.WriteLine("SQLite");
await using (SizedLedger small = await SizedLedgers.OnSqliteAsync(folder, SmallRows), large = await SizedLedgers.OnSqliteAsync(folder, rows))
    await new LedgerSize(small, large).RunAsync();
