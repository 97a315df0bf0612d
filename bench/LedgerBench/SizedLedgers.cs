using System.Data.Common;
using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using SignGateway.Storage.Ledger;
using SignGateway.TestServers;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace LedgerBench;

/// <summary>Makes ledgers of a given size.</summary>
internal static class SizedLedgers
{
    private const long RowsPerTransaction = 500_000;

    public static async Task<SizedLedger> OnPostgreSqlAsync(PostgresServer server, long rows)
    {
        var connectionString = await server.CreateDatabaseAsync();
        var ledger = new SizedLedger(new PostgreSqlLedgerDatabase(connectionString), connectionString, rows);
        await ledger.MigrateAsync();
        await using var connection = new NpgsqlConnection($"{connectionString};Command Timeout=0");
        await FillAsync(ledger, connection, "'00' || lpad(to_hex(g), 8, '0') || substr(md5(CAST(g AS TEXT)), 1, 16)");
        // What autovacuum does in its own time.
        await connection.ExecuteAsync("VACUUM (ANALYZE) uploads;");
        await connection.ExecuteAsync("CHECKPOINT;");
        return ledger;
    }

    public static async Task<SizedLedger> OnSqliteAsync(TempFolder folder, long rows)
    {
        var connectionString = $"Data Source={folder.File($"ledger-{rows}.db")}";
        var ledger = new SizedLedger(new SqliteLedgerDatabase(connectionString), connectionString, rows);
        await ledger.MigrateAsync();
        await using var connection = new SqliteConnection($"{connectionString};Pooling=False");
        // This connection's alone, for a file that is not worth keeping yet. No ANALYZE: the gateway runs none.
        await connection.ExecuteAsync("PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;");
        await FillAsync(ledger, connection, "printf('00%08x', g) || lower(hex(randomblob(8)))");
        // All of it to the disk, or the first commits to be measured would take it there.
        await connection.ExecuteAsync("PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE);");
        return ledger;
    }

    private static async Task FillAsync(SizedLedger ledger, DbConnection connection, string idSql)
    {
        var watch = Stopwatch.StartNew();
        var sample = SampleUploads.Stored(SampleUploads.Granted(SizedLedger.HeavyOwner));
        var sql = Rows.InsertSql(idSql);
        if (connection.State != System.Data.ConnectionState.Open)
            await connection.OpenAsync();
        for (var from = 1L; from <= ledger.Rows; from += RowsPerTransaction)
        {
            await connection.ExecuteAsync(sql, new
            {
                From = from,
                To = Math.Min(from + RowsPerTransaction - 1, ledger.Rows),
                ledger.Rows,
                ledger.HeavyStep,
                SizedLedger.HeavyOwner,
                ledger.Owners,
                Now = sample.IssuedAt.ToUnixTimeMilliseconds(),
                sample.Bucket,
                Vars = LedgerJson.WriteMap(sample.Vars),
                ClientVars = LedgerJson.WriteMap(sample.ClientVars),
                sample.ETag,
                sample.Crc64,
                Image = LedgerJson.Write(sample.Image),
                sample.Answer,
            });
        }

        await connection.ExecuteAsync(Rows.MakeDueSql);
        Console.WriteLine($"{ledger.Rows} rows in {watch.Elapsed.TotalSeconds:F0} s");
    }
}
