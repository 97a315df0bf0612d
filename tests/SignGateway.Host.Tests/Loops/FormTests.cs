using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Loops;

/// <summary>What a browser may not do with a valid form, against a storage that is as lax as OSS is.</summary>
public sealed class FormTests(OneLoop shared) : IClassFixture<OneLoop>
{
    private static readonly byte[] File = SampleFiles.Png(4, 4);

    public static TheoryData<string> CarriedFields =>
    [
        "key", "x-oss-content-type", "x-oss-object-acl", "x-oss-storage-class", "x-oss-forbid-overwrite", "Content-Disposition", "Cache-Control",
        "success_action_status", "x-oss-meta-upload-ticket", "callback", "x:album", "policy", "x-oss-signature-version", "x-oss-credential", "x-oss-date", "x-oss-signature",
    ];

    [Fact]
    public async Task a_valid_form_is_taken_and_carries_exactly_the_fields_that_are_tried_below()
    {
        var (alice, grant) = await GrantAsync();
        using (alice)
        {
            Assert.Equal(200, (await GatewayClient.PostAsync(grant, File)).Status);
            Assert.Equal(CarriedFields.Select(row => row.Data).Order(StringComparer.Ordinal), GatewayClient.Fields(grant).Select(field => field.Key).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(CarriedFields))]
    public async Task a_field_that_is_changed_is_refused(string name) =>
        await RefusedAsync(fields => fields.ConvertAll(field => field.Key == name ? new(name, Changed(field.Key, field.Value)) : field));

    [Theory]
    [MemberData(nameof(CarriedFields))]
    public async Task a_field_that_is_left_out_is_refused(string name) =>
        await RefusedAsync(fields => [.. fields.Where(field => field.Key != name)]);

    [Theory]
    [MemberData(nameof(CarriedFields))]
    public async Task a_field_that_is_given_twice_is_refused(string name) =>
        await RefusedAsync(fields => [.. fields, fields.Single(field => field.Key == name)]);

    [Theory]
    [InlineData("X-OSS-Object-ACL", "public-read")]
    [InlineData("content-disposition", "inline")]
    [InlineData("CALLBACK", "eyJjYWxsYmFja1VybCI6Imh0dHA6Ly9ldmlsLmV4YW1wbGUifQ==")]
    public async Task a_field_that_is_added_in_another_case_is_refused(string name, string value) =>
        await RefusedAsync(fields => [.. fields, new(name, value)]);

    [Theory]
    [InlineData("Content-Type", "text/html")]
    [InlineData("Expires", "Thu, 01 Jan 2037 00:00:00 GMT")]
    [InlineData("x-oss-meta-more", "x")]
    [InlineData("x-oss-server-side-encryption", "AES256")]
    [InlineData("x:more", "x")]
    public async Task a_field_that_no_condition_can_forbid_changes_nothing_that_is_recorded(string name, string value)
    {
        var (alice, grant) = await GrantAsync();
        using (alice)
        {
            var (status, body) = await GatewayClient.PostAsync(grant, File, [.. GatewayClient.Fields(grant), new(name, value)]);
            Assert.Equal(200, status);
            var recorded = JsonNode.Parse(body)!;
            Assert.Equal("image/png", (string)recorded["contentType"]!);
            Assert.Equal("""{"album":"7"}""", recorded["vars"]!.ToJsonString());
            Assert.Equal("{}", recorded["clientVars"]!.ToJsonString());
        }
    }

    [Fact]
    public async Task a_content_encoding_that_is_added_is_found_when_the_gateway_looks()
    {
        var (alice, grant) = await GrantAsync();
        using (alice)
        {
            shared.Loop.Storage.Faults.Drop = 1;
            Assert.Equal(203, (await GatewayClient.PostAsync(grant, File, [.. GatewayClient.Fields(grant), new("Content-Encoding", "gzip")])).Status);
            var (status, body) = await alice.SendAsync(HttpMethod.Post, $"{grant["statusUrl"]}/confirm");
            Assert.Equal((409, "upload_not_stored"), (status, (string)body!["code"]!));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(70)]
    public async Task a_file_of_another_size_than_announced_is_refused(int size)
    {
        var (alice, grant) = await GrantAsync(new JsonObject { ["fileName"] = "a.bin", ["size"] = 69 });
        using (alice)
            Assert.Equal(400, (await GatewayClient.PostAsync(grant, new byte[size])).Status);
    }

    [Fact]
    public async Task a_form_is_good_for_one_object_once()
    {
        var (alice, grant) = await GrantAsync();
        using (alice)
        {
            Assert.Equal(200, (await GatewayClient.PostAsync(grant, File)).Status);
            var (status, body) = await GatewayClient.PostAsync(grant, File);
            Assert.Equal(409, status);
            Assert.Contains("FileAlreadyExists", body, StringComparison.Ordinal);
        }
    }

    private async Task RefusedAsync(Func<List<KeyValuePair<string, string>>, List<KeyValuePair<string, string>>> spoil)
    {
        var (alice, grant) = await GrantAsync();
        using (alice)
        {
            var calls = shared.Loop.Storage.Callbacks.Count;
            var (status, body) = await GatewayClient.PostAsync(grant, File, spoil(GatewayClient.Fields(grant)));
            Assert.InRange(status, 400, 499);
            Assert.Contains("<Code>", body, StringComparison.Ordinal);
            Assert.Equal(calls, shared.Loop.Storage.Callbacks.Count);
            Assert.Equal("issued", (string)(await alice.ReadAsync(grant))["state"]!);
        }
    }

    private async Task<(GatewayClient Alice, JsonNode Grant)> GrantAsync(JsonObject? request = null)
    {
        var alice = shared.Loop.ClientFor("alice");
        return (alice, await alice.SignAsync(request ?? new JsonObject { ["fileName"] = "a.png", ["contentType"] = "image/png", ["vars"] = new JsonObject { ["album"] = "7" } }));
    }

    private static string Changed(string name, string value) => name switch
    {
        "x-oss-object-acl" => "public-read",
        "x-oss-storage-class" => "Archive",
        "x-oss-forbid-overwrite" => "false",
        "success_action_status" => "204",
        "x-oss-content-type" => "text/html",
        // Still readable, but of something else.
        "policy" or "callback" => Convert.ToBase64String([.. Convert.FromBase64String(value), (byte)' ']),
        _ => $"{value}0",
    };
}
