using Dapper;
using Microsoft.Data.Sqlite;

namespace LedgerBench;

/// <summary>Prints SQLite's plans; an insert has none.</summary>
internal static class SqlitePlans
{
    public static async Task PrintAsync(SizedLedger sized)
    {
        await using var connection = new SqliteConnection(sized.ConnectionString);
        foreach (var (name, statement) in PlannedStatements.All(sized))
        {
            Console.WriteLine($"{name}:");
            foreach (var step in await connection.QueryAsync($"EXPLAIN QUERY PLAN {statement.Sql}", statement.Parameters))
                Console.WriteLine($"    {step.detail}");
        }
    }
}
