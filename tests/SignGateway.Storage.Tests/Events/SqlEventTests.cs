using Dapper;
using SignGateway.TestServers;

namespace SignGateway.Storage.Tests.Events;

public sealed class SqliteSqlEventTests : SqlEventContract
{
    private readonly TempFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override async Task<string> ExplainAsync(string sql) =>
        string.Join('\n', (await RunAsync(connection => connection.QueryAsync($"EXPLAIN QUERY PLAN {sql}"))).Select(row => (string)row.detail));

    private protected override Task<StorageUnderTest> CreateAsync() => StorageUnderTest.OnSqlite(_folder.File("ledger.db")).MigratedAsync();
}

public sealed class PostgreSqlSqlEventTests(SharedPostgres postgres) : SqlEventContract
{
    // Small tables are read whole; what is asked here is whether the index serves.
    protected override async Task<string> ExplainAsync(string sql) =>
        string.Join('\n', await RunAsync(connection => connection.QueryAsync<string>($"SET enable_seqscan = off; SET enable_bitmapscan = off; EXPLAIN {sql}")));

    private protected override async Task<StorageUnderTest> CreateAsync() => await StorageUnderTest.OnPostgreSql(await postgres.CreateDatabaseAsync()).MigratedAsync();
}
