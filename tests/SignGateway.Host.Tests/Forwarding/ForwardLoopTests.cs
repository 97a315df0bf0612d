using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SignGateway.Host.Tests.Infrastructure;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Forwarding;

/// <summary>From the browser's form to the application behind the gateway, and back again.</summary>
public sealed class ForwardLoopTests : IAsyncLifetime
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private UpstreamApp _app = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await UpstreamApp.StartAsync();
        _app.Answer = context => context.Response.WriteAsync($"{{\"photo\":{_app.Requests.Count}}}");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task the_browser_gets_the_applications_answer_and_the_application_a_signed_upload()
    {
        await using var loop = await WatchedLoop.StartAsync(Settings(_app));
        using var alice = loop.ClientFor("alice");
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "a.png", ["contentType"] = "image/png" });

        var (status, body) = await GatewayClient.PostAsync(grant, SampleFiles.Png(3, 2));

        Assert.Equal(200, status);
        Assert.Equal(1, (int)JsonNode.Parse(body)!["app"]!["photo"]!);
        var told = Assert.Single(_app.Requests);
        var upload = JsonNode.Parse(told.Body)!;
        Assert.Equal(((string)grant["id"]!, "alice", "callback"), ((string)upload["id"]!, (string)upload["userId"]!, (string)upload["evidence"]!));
        Assert.Contains($"v1,{Sign(told)}", Assert.Single(told.Header("webhook-signature")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task whoever_completes_an_upload_in_parts_gets_it_too()
    {
        await using var loop = await WatchedLoop.StartAsync(new(Settings(_app)) { ["SignGateway__Profiles__default__Methods__0"] = "Multipart" });
        using var alice = loop.ClientFor("alice");
        var parts = new PartsClient(alice);
        var grant = await parts.SignAsync(3);
        await parts.PutAsync(grant, [1, 2, 3]);

        var (status, upload) = await parts.CompleteAsync(grant);

        Assert.Equal((200, "callback", 1), (status, (string)upload!["recordedBy"]!, (int)upload["app"]!["photo"]!));
        Assert.Single(_app.Requests);
    }

    [Fact]
    public async Task two_replicas_on_one_database_give_every_repeat_the_same()
    {
        using var postgres = await PostgresServer.StartAsync();
        var shared = new Dictionary<string, string>(Settings(_app))
        {
            ["SignGateway__Ledger__Provider"] = "PostgreSql",
            ["SignGateway__Ledger__ConnectionString"] = await postgres.CreateDatabaseAsync(),
            ["SignGateway__Tickets__Keys__0__Id"] = "shared",
            ["SignGateway__Tickets__Keys__0__Secret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        };
        await using var loop = await WatchedLoop.StartAsync(shared);
        await loop.AddHostAsync(shared);
        using var alice = loop.ClientFor("alice");
        // Dropped on its way, so that the deliveries below are the first that the gateway sees.
        loop.Storage.Faults.Drop = 1;
        await GatewayClient.PostAsync(await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" }), [1, 2, 3]);
        var callback = Assert.Single(loop.Storage.Callbacks);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Deliveries.DeliverAsync(loop.Hosts[number % 2].Url, callback)));

        Assert.All(answers, answer => Assert.Equal((200, 1), (answer.Status, (int)answer.Body["app"]!["photo"]!)));
        Assert.Single(answers, answer => !(bool)answer.Body["duplicate"]!);
        Assert.Single(_app.Requests);
    }

    [Fact]
    public async Task a_restart_forgets_nothing_that_the_application_said()
    {
        await using var loop = await WatchedLoop.StartAsync(Settings(_app));
        using var alice = loop.ClientFor("alice");
        await GatewayClient.PostAsync(await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" }), [1]);
        await loop.Host.KillAsync();
        await loop.Host.StartAsync();

        var (status, answer) = await Deliveries.DeliverAsync(loop.Host.Url, Assert.Single(loop.Storage.Callbacks));

        Assert.Equal((200, 1), (status, (int)answer["app"]!["photo"]!));
        Assert.Single(_app.Requests);
    }

    private static Dictionary<string, string> Settings(UpstreamApp app) => new()
    {
        ["SignGateway__Profiles__default__ForwardTo"] = new Uri(app.Url, "/stored").AbsoluteUri,
        ["SignGateway__Profiles__default__ForwardSecrets__0"] = Secret,
    };

    private static string Sign(SeenRequest request)
    {
        var signed = $"{request.Header("webhook-id")[0]}.{request.Header("webhook-timestamp")[0]}.{request.Body}";
        return Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Secret["whsec_".Length..]), Encoding.UTF8.GetBytes(signed)));
    }
}
