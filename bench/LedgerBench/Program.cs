// Measures the ledger: what sharing commits gains, and what size costs. See bench/README.md.
using LedgerBench;
using SignGateway.TestServers;

using var folder = new TempFolder();
using var postgres = await PostgresServer.StartAsync("fsync=on");

Console.WriteLine($"Recorded uploads a second, {Callers.Count} callers");
await GroupCommit.OnPostgreSqlAsync(postgres, poolSize: 10);
await GroupCommit.OnPostgreSqlAsync(postgres, poolSize: Callers.Count);
await GroupCommit.OnSqliteAsync(folder);
