using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Content;

/// <summary>Files that are not what they are said to be, on every road to a record.</summary>
public sealed class ContentTests(ContentLoop shared) : IClassFixture<ContentLoop>
{
    private static readonly byte[] ChineseText = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("名称,大小\r\n照片,二十三\r\n", 300)));

    // More than the gateway reads, so that its reading ends in the middle.
    private static readonly byte[] LargePng = [.. SampleFiles.Png(64, 64), .. new byte[20_000]];

    public static TheoryData<string, string> Ways => new(
        from verify in (string[])["Background", "Before"] from content in (string[])["Reject", "Delete"] select (verify, content));

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task what_agrees_is_proved(string verify, string content)
    {
        using var alice = shared.Loop.ClientFor("alice");
        foreach (var (type, file) in ((string, byte[])[])[("image/png", LargePng), ("image/jpeg", SampleFiles.Jpeg), ("text/csv", ChineseText), ("application/pdf", SampleFiles.Pdf), ("image/png", [])])
        {
            var grant = await GrantAsync(alice, verify, content, type, file.Length);
            var (status, body) = await GatewayClient.PostAsync(grant, file);
            Assert.True(status == 200, body);
            await Patience.UntilAsync("the object is proved", async () => (string?)(await alice.ReadAsync(grant))["evidence"] == "object");
            Assert.Equal("stored", await StateAsync(alice, grant));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task a_callback_of_another_content_ends_rejected(string verify, string content)
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await GrantAsync(alice, verify, content, "image/png", SampleFiles.Jpeg.Length);
        var (status, body) = await GatewayClient.PostAsync(grant, SampleFiles.Jpeg);
        if (verify == "Before")
        {
            var told = shared.Loop.Storage.Callbacks[^1];
            Assert.Equal((203, 403), (status, told.Status));
            Assert.Equal("ticket_mismatch", (string)JsonNode.Parse(told.Answer)!["code"]!);
        }
        else
        {
            Assert.True(status == 200, body);
        }

        await EndsRejectedAsync(alice, grant, content);
    }

    [Theory]
    [InlineData("Reject")]
    [InlineData("Delete")]
    public async Task a_confirm_of_another_content_is_refused_and_rejects(string content)
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await GrantAsync(alice, "Before", content, "image/png", SampleFiles.Jpeg.Length);
        await PostUntoldAsync(grant, SampleFiles.Jpeg);
        var (status, problem) = await alice.SendAsync(HttpMethod.Post, $"{grant["statusUrl"]}/confirm");
        Assert.Equal((409, "upload_not_stored"), (status, (string)problem!["code"]!));
        Assert.Contains("it begins as JPEG", (string)problem["detail"]!, StringComparison.Ordinal);
        await EndsRejectedAsync(alice, grant, content);
    }

    [Theory]
    [InlineData("Reject")]
    [InlineData("Delete")]
    public async Task what_nobody_told_of_is_rejected_by_the_sweep(string content)
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await GrantAsync(alice, "Background", content, "image/png", SampleFiles.Jpeg.Length);
        await PostUntoldAsync(grant, SampleFiles.Jpeg);
        await EndsRejectedAsync(alice, grant, content);
    }

    [Fact]
    public async Task a_presigned_url_is_no_way_around_it()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await GrantAsync(alice, "Before", "Delete", "image/png", SampleFiles.Jpeg.Length, "put");
        Assert.Equal(203, (await GatewayClient.PutAsync(grant, SampleFiles.Jpeg)).Status);
        await EndsRejectedAsync(alice, grant, "Delete");
    }

    [Theory]
    [InlineData("image/png", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("application/octet-stream", "<!doctype html><script>alert(1)</script>")]
    [InlineData("application/x-unknown", "MZ\u0001\u0002")]
    [InlineData("text/plain", "a\0b")]
    public async Task what_is_worse_than_it_says_is_rejected(string type, string text)
    {
        using var alice = shared.Loop.ClientFor("alice");
        var file = Encoding.Latin1.GetBytes(text);
        var grant = await GrantAsync(alice, "Before", "Reject", type, file.Length);
        Assert.Equal(203, (await GatewayClient.PostAsync(grant, file)).Status);
        Assert.Equal("rejected", await StateAsync(alice, grant));
    }

    [Fact]
    public async Task a_file_that_begins_rightly_passes_whatever_follows()
    {
        using var alice = shared.Loop.ClientFor("alice");
        byte[] polyglot = [.. "GIF89a\x01\0\x01\0\0\0\0"u8, .. "<script>alert(1)</script>"u8];
        var grant = await GrantAsync(alice, "Before", "Reject", "image/gif", polyglot.Length);
        Assert.Equal(200, (await GatewayClient.PostAsync(grant, polyglot)).Status);
    }

    private static Task<JsonNode> GrantAsync(GatewayClient client, string verify, string content, string type, int size, string method = "post") => client.SignAsync(new JsonObject
    {
        ["method"] = method,
        ["profile"] = ContentLoop.NameOf(verify, content),
        ["fileName"] = "a.bin",
        ["contentType"] = type,
        ["size"] = size,
    });

    private async Task PostUntoldAsync(JsonNode grant, byte[] file)
    {
        shared.Loop.Storage.Faults.Drop = 1;
        Assert.Equal(203, (await GatewayClient.PostAsync(grant, file)).Status);
    }

    private async Task EndsRejectedAsync(GatewayClient client, JsonNode grant, string content)
    {
        await Patience.UntilAsync("the upload is rejected", async () => await StateAsync(client, grant) == "rejected");
        if (content == "Delete")
            await Patience.UntilAsync("the object is deleted", () => Task.FromResult(!Holds(grant)));
        else
            Assert.True(Holds(grant));
    }

    private bool Holds(JsonNode grant) => shared.Loop.Storage.Objects.Any(stored => stored.Key == (string)grant["key"]!);

    private static async Task<string> StateAsync(GatewayClient client, JsonNode grant) => (string)(await client.ReadAsync(grant))["state"]!;
}
