using System.Security.Cryptography;
using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Events;

public sealed class StandardWebhookTests
{
    private const string Endpoint = "SignGateway__Events__Endpoints__app";

    private static readonly byte[] File = "a file"u8.ToArray();

    private readonly string _secret = NewSecret();

    [Fact]
    public async Task what_becomes_of_an_upload_reaches_the_application_verified_by_its_own_library()
    {
        await using var receiver = await NodeReceiver.StartAsync(_secret);
        await using var loop = await StartAsync(receiver, _secret);
        using var alice = loop.ClientFor("alice");

        var grant = await UploadAsync(alice);
        await HasAsync(receiver, grant, "upload.stored");
        Assert.Equal(204, (await alice.SendAsync(HttpMethod.Delete, (string)grant["statusUrl"]!)).Status);
        await HasAsync(receiver, grant, "upload.stored", "upload.deleted");

        var stored = (await receiver.TakenAsync())[0]!["data"]!;
        Assert.Equal(("alice", "object", "stored", File.Length), ((string)stored["userId"]!, (string)stored["evidence"]!, (string)stored["state"]!, (int)stored["size"]!));
        Assert.Equal("""{"album":"7"}""", stored["vars"]!.ToJsonString());
    }

    [Fact]
    public async Task a_proxy_in_the_environment_is_not_used()
    {
        await using var receiver = await NodeReceiver.StartAsync(_secret);
        // It leads nowhere, and storage is called without it.
        await using var loop = await StartAsync(
            receiver, _secret, ("http_proxy", "http://127.0.0.1:1"), ("no_proxy", "127.0.0.1"), ($"{Endpoint}__Url", $"http://localhost:{receiver.Url.Port}/"));
        using var alice = loop.ClientFor("alice");

        await HasAsync(receiver, await UploadAsync(alice), "upload.stored");
    }

    [Fact]
    public async Task while_a_secret_is_being_replaced_the_old_one_still_verifies()
    {
        await using var receiver = await NodeReceiver.StartAsync(_secret);
        await using var loop = await StartAsync(receiver, NewSecret(), ($"{Endpoint}__Secrets__1", _secret));
        using var alice = loop.ClientFor("alice");

        await HasAsync(receiver, await UploadAsync(alice), "upload.stored");
    }

    [Fact]
    public async Task what_the_application_cannot_verify_waits_and_says_so()
    {
        await using var receiver = await NodeReceiver.StartAsync(_secret);
        await using var loop = await StartAsync(receiver, NewSecret());
        using var alice = loop.ClientFor("alice");
        await UploadAsync(alice);

        await FailsAsync(loop, "it answered 400");
        Assert.Empty(await receiver.TakenAsync());
        Assert.DoesNotContain("whsec_", loop.Host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_gateway_that_is_killed_tells_it_after_its_next_start()
    {
        await using var loop = await StartAsync(null, _secret);
        JsonNode grant;
        using (var alice = loop.ClientFor("alice"))
            grant = await UploadAsync(alice);
        await FailsAsync(loop, "it cannot be reached");
        await loop.Host.KillAsync();

        await using var receiver = await NodeReceiver.StartAsync(_secret);
        loop.Host.Environment[$"{Endpoint}__Url"] = receiver.Url.AbsoluteUri;
        await loop.Host.StartAsync();

        await HasAsync(receiver, grant, "upload.stored");
    }

    private static Task<WatchedLoop> StartAsync(NodeReceiver? receiver, string secret, params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            // Nobody listens there.
            [$"{Endpoint}__Url"] = receiver?.Url.AbsoluteUri ?? "http://127.0.0.1:1/",
            [$"{Endpoint}__Secrets__0"] = secret,
            [$"{Endpoint}__AllowPrivate"] = "true",
        };
        foreach (var (key, value) in settings)
            all[key] = value;
        return WatchedLoop.StartAsync(all);
    }

    private static async Task<JsonNode> UploadAsync(GatewayClient alice)
    {
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "a.txt", ["contentType"] = "text/plain", ["vars"] = new JsonObject { ["album"] = "7" } });
        Assert.Equal(200, (await GatewayClient.PostAsync(grant, File)).Status);
        return grant;
    }

    private static async Task FailsAsync(WatchedLoop loop, string error)
    {
        var claims = Jwt.Claims("ann");
        claims["roles"] = new JsonArray("sign-gateway-admin");
        using var admin = new GatewayClient(loop.Host.Url, loop.Tokens.Sign(claims));
        await Patience.UntilAsync(error, async () =>
            (await admin.SendAsync(HttpMethod.Get, "/v1/admin/events?state=pending")).Body!["items"]!.AsArray() is [{ } item] && (string?)item["error"] == error);
    }

    private static Task HasAsync(NodeReceiver receiver, JsonNode grant, params string[] types) =>
        Patience.UntilAsync(string.Join(" and ", types), async () => (await receiver.TypesAsync((string)grant["id"]!)).SequenceEqual(types));

    private static string NewSecret() => "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
