using System.Security.Cryptography;
using System.Text.Json.Nodes;
using OssSimulator.Callbacks;
using SignGateway.Host.Tests.Infrastructure;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Privacy;

/// <summary>A loop in which one user has uploads of every kind, under words that are found again wherever they are left.</summary>
internal sealed class EraseLoop : IAsyncDisposable
{
    public const string User = "user-to-erase";
    public const string Other = "user-to-stay";

    /// <summary>What must be found nowhere.</summary>
    public static readonly string[] Traces = [User, "passport-scan", "secret-album"];

    private static readonly byte[] File = [1, 2, 3];

    private EraseLoop(WatchedLoop loop) => Loop = loop;

    public WatchedLoop Loop { get; }

    public HostProcess Host => Loop.Host;

    /// <summary>Grants by the state that their uploads are in.</summary>
    public Dictionary<string, JsonNode> Grants { get; } = [];

    /// <summary>The callback of the stored upload, as OSS sent it.</summary>
    public CallbackRecord Callback { get; private set; } = null!;

    public JsonNode Kept { get; private set; } = null!;

    public static async Task<EraseLoop> StartAsync(Dictionary<string, string>? more = null)
    {
        var settings = new Dictionary<string, string>(more ?? [])
        {
            ["SignGateway__Profiles__default__Methods__0"] = "Multipart",
            ["SignGateway__Profiles__default__Methods__1"] = "Post",
            ["SignGateway__Profiles__default__PartSize"] = $"{100 * 1024}",
            ["SignGateway__Profiles__default__Quota__Count"] = "1000",
            ["SignGateway__Profiles__short__GrantLifetime"] = "00:00:01",
            ["SignGateway__Profiles__checked__VerifyContent"] = "Reject",
            ["SignGateway__Profiles__keeping__KeepDeletedObjects"] = "true",
            ["SignGateway__Profiles__pages__AllowPrefixGrants"] = "true",
            ["SignGateway__Tickets__Grace"] = "00:00:02",
            ["SignGateway__Reconcile__Interval"] = "00:00:01",
            ["SignGateway__Reconcile__Grace"] = "00:00:01",
            // Nobody answers there, so what is told of uploads waits.
            ["SignGateway__Events__Endpoints__app__Url"] = $"http://127.0.0.1:{HostProcess.FreePort()}/",
            ["SignGateway__Events__Endpoints__app__Secrets__0"] = $"whsec_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}",
            ["SignGateway__Events__Endpoints__app__AllowPrivate"] = "true",
        };
        var loop = new EraseLoop(await WatchedLoop.StartAsync(settings));
        await loop.FillAsync();
        return loop;
    }

    /// <summary>Runs the command; its exit code.</summary>
    public Task<int> EraseAsync(params string[] more) => Host.RunToEndAsync(["erase", "--user", User, .. more]);

    /// <summary>The JSON report that was printed last.</summary>
    public JsonNode Report() => JsonNode.Parse(Host.Output.Split('\n').Last(line => line.StartsWith("{\"dryRun\"", StringComparison.Ordinal)))!;

    public ValueTask DisposeAsync() => Loop.DisposeAsync();

    private async Task FillAsync()
    {
        using var client = Loop.ClientFor(User);
        var expired = await SignAsync(client, "short", "expired");
        await SignAsync(client, "default", "issued");
        await PostAsync(await SignAsync(client, "default", "stored"), 200);
        Callback = Loop.Storage.Callbacks[^1];
        await PostAsync(await SignAsync(client, "default", "deleted"), 200);
        await PostAsync(await SignAsync(client, "keeping", "kept"), 200);
        foreach (var name in new[] { "deleted", "kept" })
            Assert.Equal(204, (await client.SendAsync(HttpMethod.Delete, $"/v1/uploads/{Grants[name]["id"]}")).Status);
        var rejected = await SignAsync(client, "checked", "rejected", "application/pdf");
        await PostAsync(rejected, 200);
        await PutPartAsync(client);
        await PostBelowAsync(client);

        using var other = Loop.ClientFor(Other);
        Kept = await other.SignAsync(new JsonObject { ["fileName"] = "stays.bin" });
        await PostAsync(Kept, 200);
        await Patience.UntilAsync("no PDF was found", async () => (string)(await client.ReadAsync(rejected))["state"]! == "rejected");
        await Patience.UntilAsync("a grant has expired", async () => (string)(await client.ReadAsync(expired))["state"]! == "expired");
        await Patience.UntilAsync("the gateway has looked", async () => (string?)(await client.ReadAsync(Grants["stored"]))["evidence"] == "object");
    }

    private async Task<JsonNode> SignAsync(GatewayClient client, string profile, string name, string contentType = "application/octet-stream")
    {
        var request = new JsonObject { ["profile"] = profile, ["fileName"] = $"passport-scan {name}.bin", ["contentType"] = contentType, ["vars"] = new JsonObject { ["album"] = "secret-album" } };
        return Grants[name] = await client.SignAsync(request, idempotencyKey: $"key-{name}");
    }

    private static async Task PostAsync(JsonNode grant, int status) => Assert.Equal(status, (await GatewayClient.PostAsync(grant, File)).Status);

    private async Task PutPartAsync(GatewayClient client)
    {
        var parts = new PartsClient(client);
        var grant = Grants["parts"] = await parts.SignAsync(200 * 1024, "passport-scan film.mp4", new JsonObject { ["album"] = "secret-album" });
        await parts.PutAsync(grant, new byte[200 * 1024], 1);
    }

    // One that is recorded, and one whose callback was lost.
    private async Task PostBelowAsync(GatewayClient client)
    {
        var (_, grant) = await client.SendAsync(HttpMethod.Get, "/v1/compat/aliyun/v4?profile=pages");
        Assert.Equal(200, await PostBelowAsync(grant!, "passport-scan page.txt"));
        Loop.Storage.Faults.Drop = 1;
        Assert.Equal(203, await PostBelowAsync(grant!, "passport-scan lost.txt"));
        Grants["directory"] = grant!;
    }

    public static async Task<int> PostBelowAsync(JsonNode grant, string name) => (await GatewayClient.PostAsync(
        new JsonObject { ["url"] = (string)grant["host"]! },
        File,
        [
            new("success_action_status", "200"),
            new("policy", (string)grant["policy"]!),
            new("x-oss-signature", (string)grant["signature"]!),
            new("x-oss-signature-version", (string)grant["x_oss_signature_version"]!),
            new("x-oss-credential", (string)grant["x_oss_credential"]!),
            new("x-oss-date", (string)grant["x_oss_date"]!),
            new("key", (string)grant["dir"]! + name),
            new("callback", (string)grant["callback"]!),
        ])).Status;
}
