using SignGateway.TestServers;

namespace SignGateway.Storage.Tests.Ledger;

/// <summary>A migrated SQLite file for the tests of one class.</summary>
public sealed class SqliteStore : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private StorageUnderTest? _storage;

    public string File => _folder.File("ledger.db");

    internal StorageUnderTest Storage => _storage!;

    public async ValueTask InitializeAsync() => _storage = await StorageUnderTest.OnSqlite(File).MigratedAsync();

    public async ValueTask DisposeAsync()
    {
        await Storage.DisposeAsync();
        _folder.Dispose();
    }
}
