using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Edge;

/// <summary>Applications that are several, ill, slow or away, by YARP's own section alone.</summary>
public sealed class UpstreamTests
{
    [Fact]
    public async Task load_is_shared_and_an_ill_server_gets_none()
    {
        await using var one = await UpstreamApp.StartAsync();
        await using var two = await UpstreamApp.StartAsync();
        await using var host = await StartAsync(one, new()
        {
            ["ReverseProxy__Clusters__app__Destinations__two__Address"] = two.Url.AbsoluteUri,
            ["ReverseProxy__Clusters__app__LoadBalancingPolicy"] = "RoundRobin",
            ["ReverseProxy__Clusters__app__HealthCheck__Active__Enabled"] = "true",
            ["ReverseProxy__Clusters__app__HealthCheck__Active__Interval"] = "00:00:00.050",
            ["ReverseProxy__Clusters__app__HealthCheck__Active__Path"] = "/healthy",
            ["ReverseProxy__Clusters__app__HealthCheck__AvailableDestinationsPolicy"] = "HealthyAndUnknown",
            ["ReverseProxy__Clusters__app__Metadata__ConsecutiveFailuresHealthPolicy.Threshold"] = "1",
        });
        using var http = new HttpClient { BaseAddress = host.Url };
        var (first, second) = (one.Url.Authority, two.Url.Authority);
        var answers = new HashSet<string> { await http.GetStringAsync("/", TestContext.Current.CancellationToken), await http.GetStringAsync("/", TestContext.Current.CancellationToken) };
        Assert.Equal(new HashSet<string> { first, second }, answers);

        two.Answer = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        await Patience.UntilAsync("the ill server to get nothing", async () =>
        {
            for (var request = 0; request < 4; request++)
            {
                using var response = await http.GetAsync("/");
                if (!response.IsSuccessStatusCode)
                    return false;
            }

            return true;
        });

        one.Answer = two.Answer;
        await Patience.UntilAsync("nobody to be left", async () => (await ProblemAsync(host)).Status == 503);
        Assert.Equal((503, "upstream_unavailable"), await ProblemAsync(host));

        two.Answer = null;
        await Patience.UntilAsync("the server to be back", async () => (await ProblemAsync(host)).Status == 200);
        Assert.Equal(second, await http.GetStringAsync("/", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task a_server_that_is_away_is_502()
    {
        await using var app = await UpstreamApp.StartAsync();
        await using var host = await StartAsync(app, new() { ["ReverseProxy__Clusters__app__Destinations__one__Address"] = $"http://127.0.0.1:{HostProcess.FreePort()}" });
        Assert.Equal((502, "upstream_unavailable"), await ProblemAsync(host));
    }

    [Theory]
    [InlineData("ReverseProxy__Routes__app__Timeout", "00:00:00.200")]
    [InlineData("ReverseProxy__Clusters__app__HttpRequest__ActivityTimeout", "00:00:00.200")]
    public async Task a_server_that_hangs_is_504(string setting, string value)
    {
        await using var app = await UpstreamApp.StartAsync();
        var released = new TaskCompletionSource();
        app.Answer = _ => released.Task;
        await using var host = await StartAsync(app, new() { [setting] = value });
        Assert.Equal((504, "upstream_unavailable"), await ProblemAsync(host));
        released.SetResult();
    }

    [Fact]
    public async Task the_documented_section_is_a_right_one()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(HostProcess.RepositoryRoot, "docs/edge.md"), TestContext.Current.CancellationToken);
        var section = page.Split("```json")[1].Split("```")[0];
        await using var host = new HostProcess();
        foreach (var (key, value) in Flatten(JsonNode.Parse(section)!.AsObject()))
            host.Environment[key] = value;
        await host.StartAsync();
        using var anonymous = new GatewayClient(host.Url);
        Assert.Equal(401, (await anonymous.SendAsync(HttpMethod.Get, "/api/orders")).Status);
    }

    [Fact]
    public async Task a_wrong_section_stops_the_start_with_every_fault()
    {
        await using var app = await UpstreamApp.StartAsync();
        await using var host = new HostProcess(new Dictionary<string, string>([.. EdgeLoop.SettingsFor(app), .. new Dictionary<string, string>
        {
            ["ReverseProxy__Routes__nowhere__ClusterId"] = "app",
            ["ReverseProxy__Routes__lost__ClusterId"] = "gone",
            ["ReverseProxy__Routes__lost__Match__Path"] = "/lost",
            ["ReverseProxy__Routes__guarded__ClusterId"] = "app",
            ["ReverseProxy__Routes__guarded__Match__Path"] = "/guarded",
            ["ReverseProxy__Routes__guarded__AuthorizationPolicy"] = "members",
            ["ReverseProxy__Clusters__app__LoadBalancingPolicy"] = "Dice",
            ["SignGateway__Edge__UserHeader"] = "X User",
            ["SignGateway__Edge__RolesHeader"] = "Content-Length",
        }]));
        Assert.NotEqual(0, await host.RunToEndAsync());
        foreach (var key in new[]
        {
            "ReverseProxy:Routes:nowhere", "ReverseProxy:Routes:lost:ClusterId", "ReverseProxy:Routes:guarded", "ReverseProxy:Clusters:app",
            "SignGateway:Edge:UserHeader", "SignGateway:Edge:RolesHeader",
        })
            Assert.Contains(key, host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_section_that_cannot_be_read_stops_the_start()
    {
        await using var app = await UpstreamApp.StartAsync();
        await using var host = new HostProcess(new Dictionary<string, string>([.. EdgeLoop.SettingsFor(app), new("ReverseProxy__Routes__app__Timeout", "soon")]));
        Assert.NotEqual(0, await host.RunToEndAsync());
        Assert.Contains("ReverseProxy cannot be read", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", host.Output, StringComparison.Ordinal);
    }

    private static Task<HostProcess> StartAsync(UpstreamApp app, Dictionary<string, string> settings)
    {
        var all = EdgeLoop.SettingsFor(app);
        foreach (var (key, value) in settings)
            all[key] = value;
        return HostProcess.StartNewAsync(all);
    }

    private static IEnumerable<(string Key, string Value)> Flatten(JsonObject section) => section.SelectMany(property =>
        property.Value is JsonObject inner
            ? Flatten(inner).Select(pair => ($"{property.Key}__{pair.Key}", pair.Value))
            : [(property.Key, property.Value!.ToString())]);

    private static async Task<(int Status, string? Code)> ProblemAsync(HostProcess host)
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(host.Url, "/"));
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.StartsWith('{') ? (string?)JsonNode.Parse(text)!["code"] : null);
    }
}
