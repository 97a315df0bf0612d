// Measures the ledger: what sharing commits gains, and what size costs. See bench/README.md.
using System.Globalization;
using LedgerBench;
using SignGateway.TestServers;

const long SmallRows = 10_000;

var rows = args is [var given, ..] ? long.Parse(given, CultureInfo.InvariantCulture) : 10_000_000;
var parts = args.Skip(1).ToHashSet();
using var folder = new TempFolder();
// As it comes from the box, where the tests' server gives up safety and memory.
using var postgres = await PostgresServer.StartAsync("fsync=on", "shared_buffers=128MB");
Console.WriteLine($"{Environment.ProcessorCount} cores, {DateTime.UtcNow:u}");

if (IsWanted("commits"))
{
    Console.WriteLine($"\nRecorded uploads a second, {Callers.Many} callers, medians");
    await GroupCommit.OnPostgreSqlAsync(postgres, poolSize: 10);
    await GroupCommit.OnPostgreSqlAsync(postgres, poolSize: Callers.Many);
    await GroupCommit.OnSqliteAsync(folder);
}

if (IsWanted("postgresql"))
{
    Console.WriteLine("\nPostgreSQL");
    await using var small = await SizedLedgers.OnPostgreSqlAsync(postgres, SmallRows);
    await using var large = await SizedLedgers.OnPostgreSqlAsync(postgres, rows);
    await new LedgerSize(small, large).RunAsync();
    await PostgreSqlPlans.PrintAsync(large);
}

if (IsWanted("sqlite"))
{
    Console.WriteLine("\nSQLite");
    await using var small = await SizedLedgers.OnSqliteAsync(folder, SmallRows);
    await using var large = await SizedLedgers.OnSqliteAsync(folder, rows);
    await new LedgerSize(small, large).RunAsync();
    await SqlitePlans.PrintAsync(large);
}

bool IsWanted(string part) => parts.Count == 0 || parts.Contains(part);
