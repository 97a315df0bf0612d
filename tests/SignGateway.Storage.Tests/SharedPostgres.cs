using SignGateway.TestServers;

[assembly: AssemblyFixture(typeof(SignGateway.Storage.Tests.SharedPostgres))]

namespace SignGateway.Storage.Tests;

/// <summary>One server for all tests that do it no harm, and one migrated database for those that do not mind company.</summary>
public sealed class SharedPostgres : IAsyncLifetime
{
    private PostgresServer? _server;
    private StorageUnderTest? _storage;

    public string ConnectionString { get; private set; } = "";

    internal StorageUnderTest Storage => _storage!;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        ConnectionString = await _server.CreateDatabaseAsync();
        _storage = await StorageUnderTest.OnPostgreSql(ConnectionString).MigratedAsync();
    }

    public Task<string> CreateDatabaseAsync() => _server!.CreateDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null)
            await _storage.DisposeAsync();
        _server?.Dispose();
    }
}
