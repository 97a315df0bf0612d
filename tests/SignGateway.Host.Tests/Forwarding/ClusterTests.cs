using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SignGateway.Host.Tests.Edge;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Forwarding;

/// <summary>Where <c>ForwardTo</c> names a cluster of the proxy, the proxy's own state says which server hears of an upload.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private const string Path = "SignGateway__Profiles__default__ForwardTo";

    private UpstreamApp _one = null!;
    private UpstreamApp _two = null!;

    public async ValueTask InitializeAsync()
    {
        _one = await UpstreamApp.StartAsync();
        _two = await UpstreamApp.StartAsync();
        _one.Answer = context => context.Response.WriteAsync("1");
        _two.Answer = context => context.Response.WriteAsync("2");
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Fact]
    public async Task the_clusters_load_balancing_chooses_among_its_servers()
    {
        await using var loop = await StartAsync(new() { ["ReverseProxy__Clusters__app__Destinations__two__Address"] = $"{_two.Url}api/" });

        var apps = new[] { await UploadAsync(loop), await UploadAsync(loop), await UploadAsync(loop), await UploadAsync(loop) };

        Assert.Equal([1, 1, 2, 2], apps.Select(answer => (int)answer["app"]!).Order());
        Assert.All(_one.Requests, request => Assert.Equal("/uploads/a%20b?from=gateway", request.Target));
        Assert.All(_two.Requests, request => Assert.Equal("/api/uploads/a%20b?from=gateway", request.Target));
    }

    [Fact]
    public async Task a_server_that_fails_is_left_out_as_soon_as_passive_health_says_so()
    {
        await using var loop = await StartAsync(new()
        {
            ["ReverseProxy__Clusters__app__Destinations__two__Address"] = $"http://127.0.0.1:{HostProcess.FreePort()}",
            ["ReverseProxy__Clusters__app__HealthCheck__Passive__Enabled"] = "true",
            ["ReverseProxy__Clusters__app__HealthCheck__Passive__ReactivationPeriod"] = "01:00:00",
            ["ReverseProxy__Clusters__app__Metadata__TransportFailureRateHealthPolicy.RateLimit"] = "0.3",
        });
        var codes = new List<string?>();
        for (var upload = 0; upload < 30; upload++)
            codes.Add((string?)(await UploadAsync(loop))["appError"]);

        Assert.Contains("unreachable", codes);
        Assert.All(codes.TakeLast(5), Assert.Null);
    }

    [Fact]
    public async Task a_cluster_without_a_healthy_server_is_unreachable()
    {
        await using var loop = await StartAsync(new()
        {
            ["ReverseProxy__Clusters__app__HealthCheck__Active__Enabled"] = "true",
            ["ReverseProxy__Clusters__app__HealthCheck__Active__Interval"] = "00:00:00.050",
            ["ReverseProxy__Clusters__app__HealthCheck__Active__Path"] = "/healthy",
            ["ReverseProxy__Clusters__app__HealthCheck__AvailableDestinationsPolicy"] = "HealthyAndUnknown",
            ["ReverseProxy__Clusters__app__Metadata__ConsecutiveFailuresHealthPolicy.Threshold"] = "1",
        });
        Assert.Equal(1, (int)(await UploadAsync(loop))["app"]!);

        // Ill for the check only: what the application says to uploads would be heard.
        _one.Answer = context =>
        {
            context.Response.StatusCode = context.Request.Path == "/healthy" ? 500 : 200;
            return context.Response.WriteAsync("1");
        };
        await TestServers.Patience.UntilAsync("the server to be left out", async () => (string?)(await UploadAsync(loop))["appError"] == "unreachable");
    }

    [Fact]
    public async Task a_url_works_beside_the_proxy_too()
    {
        await using var loop = await StartAsync(new() { [Path] = new Uri(_two.Url, "/stored").AbsoluteUri });
        Assert.Equal(2, (int)(await UploadAsync(loop))["app"]!);
    }

    [Theory]
    [InlineData("cluster://nobody/stored", "names the cluster 'nobody'")]
    [InlineData("cluster://app", "cluster://CLUSTER/path")]
    [InlineData("cluster:///stored", "cluster://CLUSTER/path")]
    [InlineData("cluster://app/stored#top", "cluster://CLUSTER/path")]
    [InlineData("app/stored", "cluster://CLUSTER/path")]
    public async Task a_wrong_one_stops_the_start(string forwardTo, string named)
    {
        await using var host = new HostProcess(new Dictionary<string, string>(Settings()) { [Path] = forwardTo });
        Assert.Equal(1, await host.RunToEndAsync());
        Assert.Contains("SignGateway:Profiles:default:ForwardTo", host.Output, StringComparison.Ordinal);
        Assert.Contains(named, host.Output, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> UploadAsync(WatchedLoop loop)
    {
        using var alice = loop.ClientFor("alice");
        var (status, body) = await GatewayClient.PostAsync(await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" }), [1]);
        Assert.Equal(200, status);
        return JsonNode.Parse(body)!;
    }

    private Task<WatchedLoop> StartAsync(Dictionary<string, string> settings)
    {
        var all = Settings();
        foreach (var (key, value) in settings)
            all[key] = value;
        return WatchedLoop.StartAsync(all);
    }

    private Dictionary<string, string> Settings() => new(EdgeLoop.SettingsFor(_one))
    {
        ["ReverseProxy__Clusters__app__LoadBalancingPolicy"] = "RoundRobin",
        [Path] = "cluster://app/uploads/a%20b?from=gateway",
        ["SignGateway__Profiles__default__ForwardSecrets__0"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    };
}
