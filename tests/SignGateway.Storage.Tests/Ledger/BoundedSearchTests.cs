using SignGateway.TestServers;

namespace SignGateway.Storage.Tests.Ledger;

public sealed class SqliteBoundedSearchTests : BoundedSearchContract, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private protected override Task<StorageUnderTest> OpenAsync() => Task.FromResult(StorageUnderTest.OnSqlite(_folder.File("ledger.db")));
}

public sealed class PostgreSqlBoundedSearchTests(SharedPostgres postgres) : BoundedSearchContract
{
    private protected override async Task<StorageUnderTest> OpenAsync() => StorageUnderTest.OnPostgreSql(await postgres.CreateDatabaseAsync());
}
