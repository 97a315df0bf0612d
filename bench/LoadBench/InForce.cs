using Dapper;
using Npgsql;
using SignGateway.Storage.Ledger;
using SignGateway.TestServers;
using StackExchange.Redis;

namespace LoadBench;

/// <summary>How safely the stores keep what they are given, as they say it themselves.</summary>
internal static class InForce
{
    public static async Task<string> DescribeAsync(TempFolder folder, string postgres, string redis)
    {
        // SQLite's settings are a connection's, and this is how the ledger opens its own.
        using var writer = new SqliteWriter($"Data Source={folder.File("in-force.db")};Pooling=false");
        var synchronous = writer.Connection.ExecuteScalar<int>("PRAGMA synchronous") switch { 0 => "OFF", 1 => "NORMAL", 2 => "FULL", _ => "EXTRA" };
        var journal = writer.Connection.ExecuteScalar<string>("PRAGMA journal_mode");

        await using var connection = new NpgsqlConnection(postgres);
        var fsync = await connection.ExecuteScalarAsync<string>("SHOW fsync");
        var commit = await connection.ExecuteScalarAsync<string>("SHOW synchronous_commit");
        var pages = await connection.ExecuteScalarAsync<string>("SHOW full_page_writes");

        using var multiplexer = await ConnectionMultiplexer.ConnectAsync($"{redis},allowAdmin=true");
        var appendOnly = (await multiplexer.GetServer(redis).ConfigGetAsync("appendonly"))[0].Value;
        return $"SQLite: synchronous {synchronous}, journal_mode {journal}; PostgreSQL: fsync {fsync}, synchronous_commit {commit}, full_page_writes {pages}; Redis: appendonly {appendOnly}";
    }
}
