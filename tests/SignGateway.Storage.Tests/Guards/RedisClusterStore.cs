using SignGateway.TestServers;

namespace SignGateway.Storage.Tests.Guards;

/// <summary>A cluster for the tests of one class, and a guard that was told of all its nodes.</summary>
public sealed class RedisClusterStore : IAsyncLifetime
{
    private RedisCluster? _cluster;
    private StorageUnderTest? _storage;

    public IReadOnlyList<RedisServer> Nodes => _cluster!.Nodes;

    public string ConnectionString => string.Join(',', Nodes.Select(node => node.ConnectionString));

    public Task MoveSlotAsync(int slot, RedisServer to) => _cluster!.MoveSlotAsync(slot, to);

    internal StorageUnderTest Storage => _storage!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await RedisCluster.StartAsync();
        _storage = StorageUnderTest.OnRedis(ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null)
            await _storage.DisposeAsync();
        _cluster?.Dispose();
    }
}
