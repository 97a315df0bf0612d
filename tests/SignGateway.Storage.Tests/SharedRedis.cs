using SignGateway.TestServers;

[assembly: AssemblyFixture(typeof(SignGateway.Storage.Tests.SharedRedis))]

namespace SignGateway.Storage.Tests;

/// <summary>One server for all tests that do it no harm.</summary>
public sealed class SharedRedis : IAsyncLifetime
{
    private RedisServer? _server;
    private StorageUnderTest? _storage;

    internal StorageUnderTest Storage => _storage!;

    public string ConnectionString => _server!.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _storage = StorageUnderTest.OnRedis(_server.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null)
            await _storage.DisposeAsync();
        _server?.Dispose();
    }
}
