using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Proxies;

/// <summary>The recipes of deploy/proxies, as they stand there.</summary>
public sealed class RecipeTests
{
    [Theory]
    [InlineData("/uploads")]
    [InlineData("/up%6Coads")]
    public async Task the_same_callback_verifies_through_nginx_that_takes_a_prefix_off_through_yarp_and_directly(string prefix)
    {
        await using var edges = await Edges.StartAsync(prefix);
        using var alice = new GatewayClient(edges.Prefixed.Url, edges.Loop.Tokens.For("alice"));
        var (status, grant) = await alice.SendAsync(HttpMethod.Post, "/uploads/v1/uploads", new JsonObject { ["fileName"] = "a b.bin" });
        Assert.Equal(201, status);
        Assert.StartsWith("/uploads/v1/uploads/", (string)grant!["statusUrl"]!, StringComparison.Ordinal);

        var (posted, answer) = await GatewayClient.PostAsync(grant, [1, 2, 3]);
        Assert.Equal((200, false), (posted, (bool)JsonNode.Parse(answer)!["duplicate"]!));
        Assert.Equal("stored", (string)(await alice.ReadAsync(grant))["state"]!);

        var sent = edges.Loop.Storage.Callbacks[^1];
        foreach (var way in new[] { edges.Prefixed.Url, edges.Yarp.Url })
            Assert.Equal((200, true), Told(await Deliveries.DeliverAsync(way, sent with { Url = $"{way}uploads/v1/callbacks/oss" })));
        foreach (var way in new[] { edges.Plain.Url, edges.Loop.Host.Url })
            Assert.Equal((200, true), Told(await Deliveries.DeliverAsync(way, sent with { Url = $"{way}v1/callbacks/oss" })));
    }

    [Fact]
    public async Task through_yarp_too_the_first_delivery_records_and_the_prefix_is_in_the_answers()
    {
        await using var edges = await Edges.StartAsync("/uploads");
        using var alice = new GatewayClient(edges.Yarp.Url, edges.Loop.Tokens.For("alice"));
        var (_, grant) = await alice.SendAsync(HttpMethod.Post, "/uploads/v1/uploads", new JsonObject { ["fileName"] = "a.bin" });
        edges.Loop.Storage.Faults.Drop = 1;
        await GatewayClient.PostAsync(grant!, [1]);

        var dropped = edges.Loop.Storage.Callbacks[^1];
        Assert.Equal((200, false), Told(await Deliveries.DeliverAsync(edges.Yarp.Url, dropped)));
        Assert.StartsWith("/uploads/", (string)grant!["statusUrl"]!, StringComparison.Ordinal);
        Assert.Equal("stored", (string)(await alice.ReadAsync(grant!))["state"]!);
    }

    [Fact]
    public async Task a_full_batch_fits_through_nginx()
    {
        await using var edges = await Edges.StartAsync("/uploads");
        using var alice = new GatewayClient(edges.Prefixed.Url, edges.Loop.Tokens.For("alice"));
        var uploads = Enumerable.Range(0, 100).Select(_ => new JsonObject
        {
            ["fileName"] = "a.bin",
            ["vars"] = new JsonObject(Enumerable.Range(0, 16).Select(index => KeyValuePair.Create($"v{index}", (JsonNode?)new string('图', 256)))),
        });
        var (status, _) = await alice.SendAsync(HttpMethod.Post, "/uploads/v1/uploads:batch", new JsonObject { ["uploads"] = new JsonArray([.. uploads]) });
        Assert.Equal(200, status);
    }

    private static (int Status, bool Duplicate) Told((int Status, JsonNode Body) answer) => (answer.Status, (bool?)answer.Body["duplicate"] ?? throw new InvalidOperationException(answer.Body.ToJsonString()));

    /// <summary>A gateway behind all three recipes; OSS calls the one with nginx and a prefix.</summary>
    private sealed class Edges : IAsyncDisposable
    {
        private readonly MeddlingProxy _address;

        private Edges(WatchedLoop loop, MeddlingProxy address, NginxServer prefixed, NginxServer plain, YarpProxy yarp) =>
            (Loop, _address, Prefixed, Plain, Yarp) = (loop, address, prefixed, plain, yarp);

        public WatchedLoop Loop { get; }

        public NginxServer Prefixed { get; }

        public NginxServer Plain { get; }

        public YarpProxy Yarp { get; }

        public static async Task<Edges> StartAsync(string prefix)
        {
            // nginx has to know the gateway, and the gateway nginx; so OSS reaches nginx by an address that is there before both.
            var address = await MeddlingProxy.StartAsync();
            var loop = await WatchedLoop.StartAsync(new()
            {
                ["SignGateway__PublicUrl"] = $"{address.Url.GetLeftPart(UriPartial.Authority)}{prefix}",
                ["SignGateway__ForwardedHeaders__KnownProxies__0"] = "127.0.0.1",
            });
            var prefixed = await NginxServer.StartAsync(await RecipeAsync("nginx-prefix.conf"), loop.Host.Url);
            address.Target = prefixed.Url;
            return new Edges(
                loop, address, prefixed,
                await NginxServer.StartAsync(await RecipeAsync("nginx.conf"), loop.Host.Url),
                await YarpProxy.StartAsync(await RecipeAsync("yarp.json"), loop.Host.Url));
        }

        public async ValueTask DisposeAsync()
        {
            await Yarp.DisposeAsync();
            Plain.Dispose();
            Prefixed.Dispose();
            await Loop.DisposeAsync();
            await _address.DisposeAsync();
        }

        private static Task<string> RecipeAsync(string name) => File.ReadAllTextAsync(Path.Combine(HostProcess.RepositoryRoot, "deploy/proxies", name));
    }
}
