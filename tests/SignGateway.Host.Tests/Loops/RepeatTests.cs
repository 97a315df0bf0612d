using System.Security.Cryptography;
using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Loops;

public sealed class RepeatTests
{
    private const int Times = 200;
    private const int AtOnce = 50;

    [Fact]
    public async Task the_same_callback_200_times_leaves_one_record_and_one_answer()
    {
        await using var loop = await WatchedLoop.StartAsync();
        await CheckAsync(loop);
    }

    [Fact]
    public async Task two_replicas_on_one_postgresql_and_one_redis_answer_as_one()
    {
        using var postgres = await PostgresServer.StartAsync();
        using var redis = await RedisServer.StartAsync();
        var shared = new Dictionary<string, string>
        {
            ["SignGateway__Ledger__Provider"] = "PostgreSql",
            ["SignGateway__Ledger__ConnectionString"] = await postgres.CreateDatabaseAsync(),
            ["SignGateway__Redis__ConnectionString"] = redis.ConnectionString,
            ["SignGateway__Tickets__Keys__0__Id"] = "shared",
            ["SignGateway__Tickets__Keys__0__Secret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        };
        await using var loop = await WatchedLoop.StartAsync(shared);
        await loop.AddHostAsync(shared);
        await CheckAsync(loop);
    }

    private static async Task CheckAsync(WatchedLoop loop)
    {
        using var alice = loop.ClientFor("alice");
        // Dropped on its way, so that the deliveries below are the first that the gateway sees.
        loop.Storage.Faults.Drop = 1;
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "a.png", ["contentType"] = "image/png", ["vars"] = new JsonObject { ["album"] = "7" } });
        var (status, _) = await GatewayClient.PostAsync(grant, SampleFiles.Png(4, 4));
        Assert.Equal(203, status);
        var sent = Assert.Single(loop.Storage.Callbacks);

        using var gate = new SemaphoreSlim(AtOnce);
        var answers = await Task.WhenAll(Enumerable.Range(0, Times).Select(async number =>
        {
            await gate.WaitAsync();
            try
            {
                return await Deliveries.DeliverAsync(loop.Hosts[number % loop.Hosts.Count].Url, sent);
            }
            finally
            {
                gate.Release();
            }
        }));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Single(answers, answer => (bool)answer.Body["duplicate"]! == false);
        Assert.Single(answers.Select(answer => Without(answer.Body, "duplicate")).Distinct());
        var list = (await alice.SendAsync(HttpMethod.Get, "/v1/uploads")).Body!["items"]!.AsArray();
        Assert.Equal("stored", (string)Assert.Single(list)!["state"]!);
    }

    private static string Without(JsonNode body, string name)
    {
        var copy = body.DeepClone().AsObject();
        copy.Remove(name);
        return copy.ToJsonString();
    }
}
