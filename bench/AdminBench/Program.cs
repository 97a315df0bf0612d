// Measures the admin page's searches in Chromium over a ledger of a million uploads. See bench/README.md.
using System.Globalization;
using AdminBench;
using SignGateway.TestServers;

var uploads = args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 1_000_000;
var parts = args.Skip(1).ToHashSet();
using var folder = new TempFolder();
Console.WriteLine($"{Environment.ProcessorCount} cores, {DateTime.UtcNow:u}");

if (IsWanted("postgresql"))
{
    // As it comes from the box, where the tests' server gives up safety and memory.
    using var postgres = await PostgresServer.StartAsync("fsync=on", "shared_buffers=128MB");
    await MeasureAsync(new LedgerAt("PostgreSql", await postgres.CreateDatabaseAsync()));
}

if (IsWanted("sqlite"))
    await MeasureAsync(new LedgerAt("Sqlite", $"Data Source={folder.File("ledger.db")}"));

bool IsWanted(string part) => parts.Count == 0 || parts.Contains(part);

async Task MeasureAsync(LedgerAt ledger)
{
    var seeded = await SeededLedger.FillAsync(ledger, uploads);
    await using var page = await MeasuredPage.OpenAsync(ledger);
    Console.WriteLine($"\n{ledger.Provider}, {uploads} uploads: milliseconds until the page shows its answer, {MeasuredPage.Rounds} times each, every time with other values");
    Console.WriteLine($"{"",-38}{"median",8}{"slowest",9}{"rows",7}");
    foreach (var search in Search.All(seeded))
        Console.WriteLine(await page.MeasureAsync(search));
}
