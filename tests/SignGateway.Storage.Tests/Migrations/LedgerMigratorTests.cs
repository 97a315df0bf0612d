using SignGateway.TestServers;

namespace SignGateway.Storage.Tests.Migrations;

public sealed class SqliteMigratorTests : LedgerMigratorContract, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private protected override Task<StorageUnderTest[]> OpenReplicasAsync(int count) =>
        Task.FromResult(Enumerable.Range(0, count).Select(_ => StorageUnderTest.OnSqlite(_folder.File("ledger.db"))).ToArray());
}

public sealed class PostgreSqlMigratorTests(SharedPostgres postgres) : LedgerMigratorContract
{
    private protected override async Task<StorageUnderTest[]> OpenReplicasAsync(int count)
    {
        var connectionString = await postgres.CreateDatabaseAsync();
        return [.. Enumerable.Range(0, count).Select(_ => StorageUnderTest.OnPostgreSql(connectionString))];
    }
}
