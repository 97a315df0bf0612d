using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Loops;

/// <summary>Presigned URLs, and what a client may not do with them.</summary>
public sealed class PutTests(PutLoop shared) : IClassFixture<PutLoop>
{
    private static readonly byte[] File = SampleFiles.Png(4, 4);

    public static TheoryData<string> SentHeaders =>
    [
        "Content-Type", "x-oss-object-acl", "x-oss-storage-class", "x-oss-forbid-overwrite", "Content-Disposition", "Cache-Control", "x-oss-meta-upload-ticket",
        "x-oss-callback", "x-oss-callback-var",
    ];

    [Theory]
    [InlineData("forms", "header")]
    [InlineData("forms", "query")]
    [InlineData("json", "header")]
    [InlineData("json", "query")]
    public async Task a_file_goes_from_signature_to_record(string profile, string callbackIn)
    {
        using var alice = shared.Loop.ClientFor("alice");
        const string Note = "a+b c&d=ü 图 😀 $x \"q\" \\ %41";
        var grant = await alice.SignAsync(new JsonObject
        {
            ["method"] = "put",
            ["profile"] = profile,
            ["callbackIn"] = callbackIn,
            ["fileName"] = "春天 photo.png",
            ["contentType"] = "image/png",
            ["size"] = File.Length,
            ["vars"] = new JsonObject { ["note"] = Note },
        });
        var (status, body) = await GatewayClient.PutAsync(grant, File);

        Assert.True(status == 200, body);
        var recorded = JsonNode.Parse(body)!;
        Assert.Equal(("春天 photo.png", Note), ((string)recorded["fileName"]!, (string)recorded["vars"]!["note"]!));
        Assert.Equal(("stored", (long)File.Length, "callback", "image/png"), ((string)recorded["state"]!, (long)recorded["size"]!, (string)recorded["recordedBy"]!, (string)recorded["contentType"]!));
        Assert.Equal("""{"width":4,"height":4,"format":"png"}""", recorded["image"]!.ToJsonString());

        var (_, link) = await alice.SendAsync(HttpMethod.Get, $"{grant["statusUrl"]}/content");
        using var anonymous = new HttpClient();
        Assert.Equal(File, await anonymous.GetByteArrayAsync(new Uri((string)link!["url"]!), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task the_object_carries_its_ticket_and_is_proved_by_it()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await GrantAsync(alice, "before");
        var (status, body) = await GatewayClient.PutAsync(grant, File);
        Assert.Equal((200, "object"), (status, (string)JsonNode.Parse(body)!["evidence"]!));
    }

    [Fact]
    public async Task a_lost_callback_is_made_up_for_by_confirm()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await GrantAsync(alice);
        shared.Loop.Storage.Faults.Drop = 1;
        Assert.Equal(203, (await GatewayClient.PutAsync(grant, File)).Status);
        var (status, confirmed) = await alice.SendAsync(HttpMethod.Post, $"{grant["statusUrl"]}/confirm");
        Assert.Equal((200, "confirm"), (status, (string)confirmed!["recordedBy"]!));
    }

    [Fact]
    public async Task a_url_is_good_for_one_object_once()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await GrantAsync(alice);
        Assert.Equal(200, (await GatewayClient.PutAsync(grant, File)).Status);
        var (status, body) = await GatewayClient.PutAsync(grant, File);
        Assert.Equal(409, status);
        Assert.Contains("FileAlreadyExists", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_grant_carries_exactly_the_headers_that_are_tried_below()
    {
        using var alice = shared.Loop.ClientFor("alice");
        Assert.Equal(
            SentHeaders.Select(row => row.Data).Order(StringComparer.Ordinal),
            GatewayClient.Headers(await GrantAsync(alice)).Select(header => header.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(SentHeaders))]
    public Task a_header_that_is_left_out_is_refused(string name) =>
        RefusedAsync(grant => ((string)grant["url"]!, File, [.. GatewayClient.Headers(grant).Where(header => header.Key != name)]));

    [Theory]
    [MemberData(nameof(SentHeaders))]
    public Task a_header_that_is_changed_is_refused(string name) => RefusedAsync(grant =>
        ((string)grant["url"]!, File, GatewayClient.Headers(grant).ConvertAll(header => header.Key == name ? new(name, Changed(name, header.Value)) : header)));

    [Theory]
    [InlineData("x-oss-meta-more", "x")]
    [InlineData("x-oss-tagging", "a=b")]
    [InlineData("Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg==")]
    public Task a_header_that_is_added_is_refused(string name, string value) =>
        RefusedAsync(grant => ((string)grant["url"]!, File, [.. GatewayClient.Headers(grant), new(name, value)]));

    [Fact]
    public Task another_key_is_refused() =>
        RefusedAsync(grant => (((string)grant["url"]!).Replace(".png?", ".gif?", StringComparison.Ordinal), File, GatewayClient.Headers(grant)));

    [Theory]
    [InlineData("x-oss-expires=", "x-oss-expires=9")]
    [InlineData("x-oss-additional-headers=cache-control%3Bcontent-disposition%3Bcontent-length", "x-oss-additional-headers=cache-control%3Bcontent-disposition")]
    public Task a_parameter_that_is_changed_is_refused(string good, string changed) => RefusedAsync(grant =>
    {
        Assert.Contains(good, (string)grant["url"]!, StringComparison.Ordinal);
        return (((string)grant["url"]!).Replace(good, changed, StringComparison.Ordinal), File, GatewayClient.Headers(grant));
    });

    [Theory]
    [InlineData("callback=")]
    [InlineData("callback-var=")]
    public Task a_callback_in_the_query_that_is_changed_is_refused(string parameter) => RefusedAsync(
        grant =>
        {
            Assert.Contains(parameter, (string)grant["url"]!, StringComparison.Ordinal);
            return (((string)grant["url"]!).Replace(parameter, $"{parameter}e30", StringComparison.Ordinal), File, GatewayClient.Headers(grant));
        },
        callbackIn: "query");

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public Task another_size_than_was_signed_is_refused(int more) =>
        RefusedAsync(grant => ((string)grant["url"]!, new byte[File.Length + more], GatewayClient.Headers(grant)));

    [Fact]
    public async Task a_size_that_is_not_told_is_refused()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await GrantAsync(alice);
        Assert.InRange((await GatewayClient.PutAsync((string)grant["url"]!, File, GatewayClient.Headers(grant), chunked: true)).Status, 400, 499);
        Assert.Equal("issued", (string)(await alice.ReadAsync(grant))["state"]!);
    }

    [Theory]
    [InlineData("header")]
    [InlineData("query")]
    public async Task the_longest_vars_work(string callbackIn)
    {
        using var alice = shared.Loop.ClientFor(new string('u', 128));
        // 16 names of 32 characters and values of 165 are 3,000 bytes, less what the rounding leaves.
        var names = Enumerable.Range(0, 16).Select(index => $"{new string('v', 30)}{index:00}");
        var vars = new JsonObject(names.Select(name => KeyValuePair.Create(name, (JsonNode?)new string('图', 51))));
        var grant = await alice.SignAsync(new JsonObject
        {
            ["method"] = "put",
            ["callbackIn"] = callbackIn,
            ["fileName"] = new string('文', 85),
            ["contentType"] = $"image/{new string('t', 121)}",
            ["size"] = File.Length,
            ["vars"] = vars.DeepClone(),
        });
        var (status, body) = await GatewayClient.PutAsync(grant, File);
        Assert.True(status == 200, body);
        Assert.True(JsonNode.DeepEquals(vars, JsonNode.Parse(body)!["vars"]));
    }

    private static Task<JsonNode> GrantAsync(GatewayClient client, string profile = "default", string callbackIn = "header") => client.SignAsync(new JsonObject
    {
        ["method"] = "put",
        ["profile"] = profile,
        ["callbackIn"] = callbackIn,
        ["fileName"] = "a.png",
        ["contentType"] = "image/png",
        ["size"] = File.Length,
        ["vars"] = new JsonObject { ["album"] = "7" },
    });

    private async Task RefusedAsync(Func<JsonNode, (string Url, byte[] File, List<KeyValuePair<string, string>> Headers)> spoil, string callbackIn = "header")
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await GrantAsync(alice, callbackIn: callbackIn);
        var (calls, objects) = (shared.Loop.Storage.Callbacks.Count, shared.Loop.Storage.Objects.Count);
        var (url, file, headers) = spoil(grant);

        var (status, body) = await GatewayClient.PutAsync(url, file, headers);

        Assert.Equal(403, status);
        Assert.Contains("SignatureDoesNotMatch", body, StringComparison.Ordinal);
        Assert.Equal((calls, objects), (shared.Loop.Storage.Callbacks.Count, shared.Loop.Storage.Objects.Count));
        Assert.Equal("issued", (string)(await alice.ReadAsync(grant))["state"]!);
    }

    private static string Changed(string name, string value) => name switch
    {
        "Content-Type" => "text/html",
        "x-oss-object-acl" => "public-read",
        "x-oss-storage-class" => "IA",
        "x-oss-forbid-overwrite" => "false",
        "x-oss-callback" or "x-oss-callback-var" => Convert.ToBase64String([.. Convert.FromBase64String(value), (byte)' ']),
        _ => $"{value}0",
    };
}
