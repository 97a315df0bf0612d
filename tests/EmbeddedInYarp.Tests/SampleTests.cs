using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using SignGateway.TestServers;
using Xunit;

namespace EmbeddedInYarp.Tests;

public sealed class SampleTests(SampleGateway sample) : IClassFixture<SampleGateway>
{
    [Fact]
    public async Task an_upload_goes_the_whole_way_below_the_prefix()
    {
        using var alice = new GatewayClient(sample.Gateway.Url, sample.Uploader("alice"));
        var (status, grant) = await SignAsync(alice);
        Assert.Equal(201, status);
        Assert.StartsWith("/uploads/v1/uploads/", (string)grant!["statusUrl"]!, StringComparison.Ordinal);

        var (posted, answer) = await GatewayClient.PostAsync(grant, [1, 2, 3]);
        var recorded = JsonNode.Parse(answer)!;
        Assert.Equal((200, "alice", 3L, false), (posted, (string)recorded["userId"]!, (long)recorded["size"]!, (bool)recorded["duplicate"]!));
        Assert.StartsWith($"{sample.Gateway.Url}uploads/v1/callbacks/oss", sample.Storage.Server.Callbacks[^1].Url, StringComparison.Ordinal);
        Assert.Equal("stored", (string)(await alice.ReadAsync(grant))["state"]!);
        Assert.Equal("alice stored", await LedgerAsync((string)grant["id"]!));
        Assert.NotEqual(":0", await AskRedisAsync("DBSIZE"));

        var (again, repeat) = await Deliveries.DeliverAsync(sample.Gateway.Url, sample.Storage.Server.Callbacks[^1]);
        Assert.Equal((200, true), (again, (bool)repeat["duplicate"]!));
        Assert.Equal(204, (await alice.SendAsync(HttpMethod.Delete, (string)grant["statusUrl"]!)).Status);
    }

    [Fact]
    public async Task the_application_is_behind_the_sign_in()
    {
        using var anonymous = new GatewayClient(sample.Gateway.Url);
        Assert.Equal(401, (await anonymous.SendAsync(HttpMethod.Get, "/api/secret")).Status);
        using var alice = new GatewayClient(sample.Gateway.Url, sample.Tokens.For("alice"));
        Assert.Equal("/api/orders", (string)(await alice.SendAsync(HttpMethod.Get, "/api/orders")).Body!["path"]!);
        Assert.DoesNotContain("/api/secret", sample.Asked);
    }

    [Fact]
    public async Task the_applications_policy_holds_for_uploads_and_its_fallback_not_for_oss()
    {
        using var bob = new GatewayClient(sample.Gateway.Url, sample.Tokens.For("bob"));
        Assert.Equal(403, (await SignAsync(bob)).Status);
        using var anonymous = new GatewayClient(sample.Gateway.Url);
        Assert.Equal(401, (await SignAsync(anonymous)).Status);
        Assert.Equal(401, (await anonymous.SendAsync(HttpMethod.Get, "/uploads/v1/admin/me")).Status);
        Assert.Equal(200, (await anonymous.SendAsync(HttpMethod.Get, "/uploads/health/ready")).Status);
        var (status, problem) = await anonymous.SendAsync(HttpMethod.Post, "/uploads/v1/callbacks/oss");
        Assert.Equal((401, "callback_unsigned"), (status, (string?)problem?["code"]));
    }

    [Fact]
    public async Task the_applications_limits_hold_for_users_and_never_for_oss()
    {
        await using var gateway = await sample.StartAsync(new() { ["Limits__UploadsPerUser"] = "2", ["Limits__PerAddress"] = "12" });
        using var alice = new GatewayClient(gateway.Url, sample.Uploader("alice"));
        using var bob = new GatewayClient(gateway.Url, sample.Uploader("bob"));
        var (_, grant) = await SignAsync(alice);
        Assert.Equal(201, (await SignAsync(alice)).Status);
        Assert.Equal(429, (await SignAsync(alice)).Status);
        Assert.Equal(201, (await SignAsync(bob)).Status);

        using var anonymous = new GatewayClient(gateway.Url);
        await Patience.UntilAsync("the address to have used up its share", async () => (await anonymous.SendAsync(HttpMethod.Get, "/uploads/health/live")).Status == 429);
        Assert.Equal(200, (await GatewayClient.PostAsync(grant!, [1])).Status);
        for (var delivery = 0; delivery < 20; delivery++)
            Assert.Equal(200, (await Deliveries.DeliverAsync(gateway.Url, sample.Storage.Server.Callbacks[^1])).Status);
    }

    [Fact]
    public async Task the_description_has_the_prefix()
    {
        using var anonymous = new GatewayClient(sample.Gateway.Url);
        var paths = (await anonymous.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Body!["paths"]!.AsObject().Select(path => path.Key).ToList();
        Assert.Contains("/uploads/v1/uploads", paths);
        Assert.Contains("/uploads/v1/callbacks/oss", paths);
        Assert.All(paths, path => Assert.StartsWith("/uploads/", path, StringComparison.Ordinal));
    }

    private static Task<(int Status, JsonNode? Body)> SignAsync(GatewayClient user) =>
        user.SendAsync(HttpMethod.Post, "/uploads/v1/uploads", new JsonObject { ["fileName"] = "a.bin" });

    private async Task<string?> AskRedisAsync(string command)
    {
        var address = sample.Redis.Split(':');
        using var client = new TcpClient(address[0], int.Parse(address[1], CultureInfo.InvariantCulture));
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{command}\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadLineAsync(TestContext.Current.CancellationToken);
    }

    private async Task<string?> LedgerAsync(string id)
    {
        await using var connection = new NpgsqlConnection(sample.Database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("SELECT owner || ' ' || state FROM uploads WHERE id = $1", connection) { Parameters = { new() { Value = id } } };
        return (string?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
