using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Loops;

/// <summary>Credentials for one upload, and what their holder may not do with them.</summary>
public sealed class SdkTests(SdkLoop shared) : IClassFixture<SdkLoop>
{
    [Theory]
    [InlineData("default", "callback")]
    [InlineData("json", "callback")]
    [InlineData("before", "object")]
    public async Task a_file_goes_from_credentials_to_record(string profile, string evidence)
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await GrantAsync(alice, profile);
        var (status, body) = await new SdkClient(grant).PutAsync([1, 2, 3]);

        Assert.True(status == 200, body);
        var recorded = JsonNode.Parse(body)!;
        Assert.Equal(("stored", 3L, "callback", evidence), ((string)recorded["state"]!, (long)recorded["size"]!, (string)recorded["recordedBy"]!, (string)recorded["evidence"]!));
        Assert.Equal("a+b ü 图", (string)recorded["vars"]!["note"]!);
    }

    [Fact]
    public async Task key_and_note_prove_an_object_that_carries_no_ticket()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await GrantAsync(alice);
        var (status, _) = await new SdkClient(grant).PutAsync([1, 2, 3], change: _ => new() { ["Content-Type"] = "image/png" });
        Assert.Equal(200, status);
        var (confirmed, upload) = await alice.SendAsync(HttpMethod.Post, $"{grant["statusUrl"]}/confirm");
        Assert.Equal((200, "stored", "object"), (confirmed, (string)upload!["state"]!, (string)upload["evidence"]!));
    }

    [Theory]
    [InlineData("PUT", "uploads/elsewhere.png")]
    [InlineData("GET", null)]
    [InlineData("HEAD", null)]
    [InlineData("DELETE", null)]
    [InlineData("GET", "")]
    public async Task nothing_but_this_object_may_be_put(string method, string? key)
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await GrantAsync(alice);
        await new SdkClient(grant).PutAsync([1]);
        var (status, _) = await new SdkClient(grant).SendAsync(new HttpMethod(method), key, method == "PUT" ? [1] : null);
        Assert.Equal(403, status);
        Assert.Equal("stored", (string)(await alice.ReadAsync(grant))["state"]!);
    }

    [Fact]
    public async Task another_users_key_is_out_of_reach()
    {
        using var alice = shared.Loop.ClientFor("alice");
        using var bob = shared.Loop.ClientFor("bob");
        var (mine, theirs) = (await GrantAsync(alice), await GrantAsync(bob));
        var (status, body) = await new SdkClient(theirs).PutAsync([1], key: (string)mine["key"]!);
        Assert.Equal(403, status);
        Assert.Contains("AccessDenied", body, StringComparison.Ordinal);
        Assert.Equal("issued", (string)(await alice.ReadAsync(mine))["state"]!);
    }

    [Fact]
    public async Task credentials_end_with_the_grant_though_STS_lends_for_longer()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await GrantAsync(alice, "short");
        Assert.Equal((string)grant["expires"]!, (string)grant["sdk"]!["expiration"]!);
        Assert.Equal(200, (await new SdkClient(grant).PutAsync([1])).Status);
        await Patience.UntilAsync("refused", async () => (await new SdkClient(grant).PutAsync([1], change: Overwriting)).Status == 403);
    }

    [Fact]
    public async Task vars_that_were_altered_are_not_believed()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await GrantAsync(alice);
        var (status, _) = await new SdkClient(grant).PutAsync([1], change: headers => new(headers) { ["x-oss-callback-var"] = Base64("""{"x:note":"another"}""") });
        Assert.Equal(203, status);
        Assert.Contains("ticket_mismatch", shared.Loop.Storage.Callbacks[^1].Answer, StringComparison.Ordinal);

        // What was granted is known without it.
        var (_, upload) = await alice.SendAsync(HttpMethod.Post, $"{grant["statusUrl"]}/confirm");
        Assert.Equal("a+b ü 图", (string)upload!["vars"]!["note"]!);
    }

    [Fact]
    public async Task an_object_over_the_limit_is_refused_rejected_and_deleted()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await GrantAsync(alice, "small");
        Assert.Equal(203, (await new SdkClient(grant).PutAsync(new byte[1001])).Status);
        Assert.Equal("rejected", (string)(await alice.ReadAsync(grant))["state"]!);
        Assert.DoesNotContain(shared.Loop.Storage.Objects, stored => stored.Key == (string)grant["key"]!);

        Assert.Equal(200, (await new SdkClient(grant).PutAsync(new byte[1000])).Status);
        Assert.Equal("stored", (string)(await alice.ReadAsync(grant))["state"]!);
    }

    [Fact]
    public async Task an_object_over_the_limit_that_nobody_told_of_is_found_by_confirm()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await GrantAsync(alice, "small");
        Assert.Equal(200, (await new SdkClient(grant).PutAsync(new byte[1001], change: _ => new() { ["Content-Type"] = "image/png" })).Status);
        var (status, problem) = await alice.SendAsync(HttpMethod.Post, $"{grant["statusUrl"]}/confirm");
        Assert.Equal((409, "upload_not_stored"), (status, (string)problem!["code"]!));
        Assert.Equal("rejected", (string)(await alice.ReadAsync(grant))["state"]!);
        Assert.DoesNotContain(shared.Loop.Storage.Objects, stored => stored.Key == (string)grant["key"]!);
    }

    [Fact]
    public async Task below_a_directory_every_object_becomes_an_upload_of_its_own()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await alice.SignAsync(new JsonObject { ["method"] = "sdk", ["profile"] = "folders", ["prefix"] = true });
        var folder = (string)grant["sdk"]!["prefix"]!;
        var sdk = new SdkClient(grant);

        var (status, body) = await sdk.PutAsync([1], $"{folder}told.txt");
        Assert.True(status == 200, body);
        Assert.Equal("told.txt", (string)JsonNode.Parse(body)!["fileName"]!);
        await sdk.PutAsync([1, 2], $"{folder}untold.txt", _ => []);
        await sdk.PutAsync(new byte[1001], $"{folder}large.txt", _ => []);
        Assert.Equal(403, (await sdk.PutAsync([1], $"{folder.TrimEnd('/')}-beside.txt")).Status);

        // The sweep lists the directory after the grant's end.
        await Patience.UntilAsync("the sweep", async () => (await NamesAsync(alice)).Contains("untold.txt") && !shared.Loop.Storage.Objects.Any(stored => stored.Key == $"{folder}large.txt"));
        Assert.DoesNotContain("large.txt", await NamesAsync(alice));
    }

    [Fact]
    public async Task a_presigned_url_works_on_temporary_credentials_too()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await alice.SignAsync(new JsonObject { ["method"] = "put", ["profile"] = "urls", ["fileName"] = "a.bin", ["size"] = 3 });
        Assert.Contains("x-oss-security-token=", (string)grant["url"]!, StringComparison.Ordinal);
        var (status, body) = await GatewayClient.PutAsync(grant, [1, 2, 3]);
        Assert.True(status == 200, body);
    }

    [Fact]
    public async Task nothing_that_was_lent_reaches_the_log()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await GrantAsync(alice);
        await new SdkClient(grant).PutAsync([1]);
        foreach (var name in (string[])["accessKeySecret", "securityToken", "callback"])
            Assert.DoesNotContain((string)grant["sdk"]![name]!, shared.Loop.Host.Output, StringComparison.Ordinal);
    }

    private static Task<JsonNode> GrantAsync(GatewayClient client, string profile = "default") => client.SignAsync(new JsonObject
    {
        ["method"] = "sdk",
        ["profile"] = profile,
        ["fileName"] = "a.png",
        ["contentType"] = "image/png",
        ["vars"] = new JsonObject { ["note"] = "a+b ü 图" },
    });

    private static async Task<List<string>> NamesAsync(GatewayClient client)
    {
        var (_, page) = await client.SendAsync(HttpMethod.Get, "/v1/uploads?state=stored&profile=folders");
        return [.. page!["items"]!.AsArray().Select(upload => (string)upload!["fileName"]!)];
    }

    private static Dictionary<string, string> Overwriting(Dictionary<string, string> headers) => new(headers) { ["x-oss-forbid-overwrite"] = "false" };

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
