using System.Net;
using SignGateway.Tickets;
using SignGateway.Uploads;
using StackExchange.Redis;

namespace SignGateway.Storage.Tests.Guards;

public sealed class RedisClusterGuardTests(RedisClusterStore cluster) : ReplayGuardContract, IClassFixture<RedisClusterStore>
{
    protected override IReplayGuard Guard => cluster.Storage.Guard;

    [Fact]
    public async Task uploads_spread_over_all_nodes_and_one_node_names_the_others()
    {
        await using var storage = StorageUnderTest.OnRedis(cluster.Nodes[0].ConnectionString);
        var keys = Enumerable.Range(0, 100).Select(_ => KeyOf(UploadId.Create(Uploads.Now), "1")).ToList();

        Assert.All(
            await Task.WhenAll(keys.Select(key => storage.Guard.ClaimAsync(key, Lease, Token))), claim => Assert.IsType<GuardClaim.Held>(claim));
        Assert.All(
            await Task.WhenAll(keys.Select(key => Guard.ClaimAsync(key, Lease, Token))), claim => Assert.IsType<GuardClaim.Busy>(claim));

        using var client = await ConnectAsync();
        Assert.Equal(3, keys.Select(key => client.GetDatabase().IdentifyEndpoint($"sg:guard:{key}")).Distinct().Count());
    }

    [Fact]
    public async Task all_keys_of_one_upload_share_a_slot()
    {
        var id = UploadId.Create(Uploads.Now);
        using var client = await ConnectAsync();

        int[] slots = [.. Enumerable.Range(0, 20).Select(digest => client.HashSlot($"sg:guard:{KeyOf(id, $"{digest}")}"))];

        Assert.Equal(client.HashSlot(id.ToString()), Assert.Single(slots.Distinct()));
        Assert.Equal((int)await client.GetDatabase().ExecuteAsync("CLUSTER", "KEYSLOT", $"sg:guard:{KeyOf(id, "1")}"), slots[0]);
    }

    [Fact]
    public async Task a_slot_that_moves_to_another_node_is_followed()
    {
        var key = KeyOf(UploadId.Create(Uploads.Now), "1");
        await Guard.ProbeAsync(Token);
        using var client = await ConnectAsync();
        var owner = Assert.IsType<IPEndPoint>(client.GetDatabase().IdentifyEndpoint($"sg:guard:{key}"));
        await cluster.MoveSlotAsync(client.HashSlot(key), cluster.Nodes.First(node => node.Port != owner.Port));

        Assert.IsType<GuardClaim.Held>(await Guard.ClaimAsync(key, Lease, Token));
        Assert.IsType<GuardClaim.Busy>(await Guard.ClaimAsync(key, Lease, Token));
    }

    private static string KeyOf(UploadId id, string digest) => $"{{{id}}}:{digest}";

    private Task<ConnectionMultiplexer> ConnectAsync() => ConnectionMultiplexer.ConnectAsync(cluster.ConnectionString);
}
