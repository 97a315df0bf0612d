using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Draining;

/// <summary>An update ends a replica in the middle of its work, and nobody notices.</summary>
public sealed class DrainTests(ITestOutputHelper output)
{
    private const int UploadsBeforeTheSignal = 150;

    [Fact]
    public async Task sigterm_under_load_fails_no_request_and_loses_nothing_with_sqlite() => await CheckAsync([]);

    [Fact]
    public async Task sigterm_under_load_fails_no_request_and_loses_nothing_with_redis_and_postgresql()
    {
        using var postgres = await PostgresServer.StartAsync();
        using var redis = await RedisServer.StartAsync();
        await CheckAsync(new()
        {
            ["SignGateway__Ledger__Provider"] = "PostgreSql",
            ["SignGateway__Ledger__ConnectionString"] = await postgres.CreateDatabaseAsync(),
            ["SignGateway__Redis__ConnectionString"] = redis.ConnectionString,
            ["SignGateway__Tickets__Keys__0__Id"] = "shared",
            ["SignGateway__Tickets__Keys__0__Secret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        });
    }

    [Fact]
    public async Task answers_end_their_connection_while_draining_and_keep_it_before()
    {
        await using var loop = await WatchedLoop.StartAsync(new() { ["SignGateway__DrainDelay"] = "00:02:00" });
        using var http = new HttpClient();
        Assert.Null((await http.GetAsync(new Uri(loop.Host.Url, "/health/live"), TestContext.Current.CancellationToken)).Headers.ConnectionClose);
        loop.Host.Stop();
        using var balancer = new Balancer(loop.Host);
        await balancer.WatchAsync();
        foreach (var path in (string[])["/health/live", "/v1/uploads", "/nowhere"])
            Assert.True((await http.GetAsync(new Uri(loop.Host.Url, path), TestContext.Current.CancellationToken)).Headers.ConnectionClose);
    }

    private async Task CheckAsync(Dictionary<string, string> settings)
    {
        settings["SignGateway__DrainDelay"] = "00:00:02";
        await using var loop = await WatchedLoop.StartAsync(settings);
        using var balancer = new Balancer(loop.Host);
        var load = new SteadyLoad(loop, balancer);
        var watching = balancer.WatchAsync();
        var stream = ListenAsync(loop);
        var running = load.RunAsync(UploadsBeforeTheSignal);
        await load.FullSwing;

        output.WriteLine($"under way at SIGTERM: {load.UnderWay}");
        var (before, watch) = (load.Stored.Count, Stopwatch.StartNew());
        Assert.Equal(0, await loop.Host.EndAsync());
        output.WriteLine($"ended after {watch.Elapsed.TotalSeconds:0.0} s");
        await Task.WhenAll(running, watching, stream);
        output.WriteLine($"{load.Granted.Count} grants and {load.Stored.Count} callbacks were answered, {load.Stored.Count - before} callbacks after SIGTERM; {load.Failed.Count} failed");

        Assert.Equal("""{"status":"draining"}""", balancer.LastWord);
        Assert.Empty(load.Failed);
        Assert.True(load.Stored.Count > before);
        Assert.DoesNotContain("fail:", loop.Host.Output, StringComparison.Ordinal);
        await loop.Host.StartAsync();
        await Parallel.ForEachAsync(load.Granted, async (granted, _) => await FindAsync(loop, load, granted.Key, granted.Value));
    }

    // What was answered is in the ledger as it was answered, and the history that was still to be written then has it too.
    private static async Task FindAsync(WatchedLoop loop, SteadyLoad load, string id, string user)
    {
        using var owner = loop.ClientFor(user);
        var (status, upload) = await owner.SendAsync(HttpMethod.Get, $"/v1/uploads/{id}");
        Assert.Equal(200, status);
        if (!load.Stored.TryGetValue(id, out var answer))
            return;
        Assert.Equal(answer, SteadyLoad.Plain(upload!));
        using var admin = new GatewayClient(loop.Host.Url, AdminToken(loop));
        var (_, shown) = await admin.SendAsync(HttpMethod.Get, $"/v1/admin/uploads/{id}");
        Assert.Contains(shown!["history"]!.AsArray(), entry => (string?)entry!["event"] == "callback");
    }

    // Ends when the gateway lets it go, which is no error.
    private static async Task ListenAsync(WatchedLoop loop)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminToken(loop));
        Assert.Contains("event: hello", await http.GetStringAsync(new Uri(loop.Host.Url, "/v1/admin/stream")), StringComparison.Ordinal);
    }

    private static string AdminToken(WatchedLoop loop)
    {
        var claims = Jwt.Claims("admin");
        claims["roles"] = new JsonArray("sign-gateway-admin");
        return loop.Tokens.Sign(claims);
    }
}
