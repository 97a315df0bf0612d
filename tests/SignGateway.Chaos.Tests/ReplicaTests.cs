using System.Text.Json.Nodes;
using OssSimulator.Callbacks;
using SignGateway.Chaos.Tests.Fleets;
using SignGateway.Chaos.Tests.Judging;
using SignGateway.TestHosts;

namespace SignGateway.Chaos.Tests;

public sealed class ReplicaTests
{
    private const int Times = 200;
    private const int AtOnce = 50;

    [Fact]
    public async Task one_callback_200_times_over_two_replicas_is_recorded_once_though_redis_dies_half_way()
    {
        await using var fleet = await Fleet.StartAsync();
        var sent = await DroppedCallbackAsync(fleet);

        var answers = await DeliverAsync(fleet, sent);

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Single(answers, answer => (bool)answer.Body["duplicate"]! == false);
        Assert.Single(answers.Select(answer => Without(answer.Body, "duplicate")).Distinct());
        Assert.True(Assert.Single(await LedgerRow.ReadAllAsync(fleet.Ledger)).IsStored);
    }

    /// <summary>A callback that never left storage, so that whoever delivers it is the first.</summary>
    private static async Task<CallbackRecord> DroppedCallbackAsync(Fleet fleet)
    {
        fleet.Storage.Server.Faults.Drop = fleet.Replicas.Count;
        using var alice = new GatewayClient(fleet.Replicas[0].Url, fleet.TokenFor("alice"));
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "a.png", ["contentType"] = "image/png" });
        var (status, _) = await GatewayClient.PostAsync(grant, SampleFiles.Png(4, 4));
        Assert.Equal(203, status);
        return fleet.Storage.Server.Callbacks[0];
    }

    private static async Task<(int Status, JsonNode Body)[]> DeliverAsync(Fleet fleet, CallbackRecord sent)
    {
        using var gate = new SemaphoreSlim(AtOnce);
        var delivered = 0;
        return await Task.WhenAll(Enumerable.Range(0, Times).Select(async number =>
        {
            await gate.WaitAsync();
            try
            {
                if (Interlocked.Increment(ref delivered) == Times / 2)
                    await fleet.Redis.KillAsync();
                return await Deliveries.DeliverAsync(fleet.Replicas[number % fleet.Replicas.Count].Url, sent);
            }
            finally
            {
                gate.Release();
            }
        }));
    }

    private static string Without(JsonNode body, string name)
    {
        var copy = body.DeepClone().AsObject();
        copy.Remove(name);
        return copy.ToJsonString();
    }
}
