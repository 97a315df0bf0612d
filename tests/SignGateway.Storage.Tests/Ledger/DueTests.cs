using SignGateway.Uploads;
using SignGateway.Uploads.InMemory;

namespace SignGateway.Storage.Tests.Ledger;

public sealed class InMemoryDueTests : DueContract
{
    protected override IUploadLedger Ledger { get; } = new InMemoryUploadLedger();
}

public sealed class SqliteDueTests : DueContract, IAsyncLifetime
{
    private readonly SqliteStore _store = new();

    protected override IUploadLedger Ledger => _store.Storage.Ledger;

    public ValueTask InitializeAsync() => _store.InitializeAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}

public sealed class PostgreSqlDueTests(SharedPostgres postgres) : DueContract, IAsyncLifetime
{
    private StorageUnderTest? _storage;

    protected override IUploadLedger Ledger => _storage!.Ledger;

    public async ValueTask InitializeAsync() => _storage = await StorageUnderTest.OnPostgreSql(await postgres.CreateDatabaseAsync()).MigratedAsync();

    public ValueTask DisposeAsync() => _storage!.DisposeAsync();
}
