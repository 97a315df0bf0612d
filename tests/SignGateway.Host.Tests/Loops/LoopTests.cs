using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Loops;

public sealed class LoopTests(OneLoop shared) : IClassFixture<OneLoop>
{
    [Theory]
    [InlineData("plain.txt", "text/plain")]
    [InlineData("春天 的照片.bin", null)]
    [InlineData("😀 party 👨‍👩‍👧.bin", null)]
    [InlineData("quote\" $dollar %41 +plus&amp;.bin", null)]
    public async Task a_file_goes_from_signature_to_record_under_its_own_name(string fileName, string? contentType)
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = fileName, ["contentType"] = contentType, ["vars"] = new JsonObject { ["note"] = "a+b c&d=ü 图 $x" } });
        var (status, body) = await GatewayClient.PostAsync(grant, [1, 2, 3]);

        Assert.Equal(200, status);
        var recorded = JsonNode.Parse(body)!;
        Assert.Equal(fileName, (string)recorded["fileName"]!);
        Assert.Equal("a+b c&d=ü 图 $x", (string)recorded["vars"]!["note"]!);
        Assert.Equal(("stored", 3L, "callback", "callback"), ((string)recorded["state"]!, (long)recorded["size"]!, (string)recorded["recordedBy"]!, (string)recorded["evidence"]!));
        Assert.Null(recorded["image"]);

        var (_, link) = await alice.SendAsync(HttpMethod.Get, $"{grant["statusUrl"]}/content?disposition=attachment");
        using var anonymous = new HttpClient();
        using var download = await anonymous.GetAsync(new Uri((string)link!["url"]!), TestContext.Current.CancellationToken);
        Assert.Equal([1, 2, 3], await download.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        var disposition = download.Content.Headers.ContentDisposition!;
        Assert.Equal(("attachment", fileName), (disposition.DispositionType, disposition.FileNameStar ?? disposition.FileName!.Trim('"')));
    }

    [Fact]
    public async Task an_image_is_recorded_with_its_size_and_format()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "a.png", ["contentType"] = "image/png" });
        var (_, body) = await GatewayClient.PostAsync(grant, SampleFiles.Png(30, 20));
        Assert.Equal("""{"width":30,"height":20,"format":"png"}""", JsonNode.Parse(body)!["image"]!.ToJsonString());
    }

    [Fact]
    public async Task what_alice_uploads_bob_cannot_see_confirm_read_or_delete()
    {
        using var alice = shared.Loop.ClientFor("alice");
        using var bob = shared.Loop.ClientFor("bob");
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" });
        await GatewayClient.PostAsync(grant, [1]);
        var path = (string)grant["statusUrl"]!;

        foreach (var (method, route) in new[] { (HttpMethod.Get, path), (HttpMethod.Post, $"{path}/confirm"), (HttpMethod.Get, $"{path}/content"), (HttpMethod.Delete, path) })
        {
            var (status, body) = await bob.SendAsync(method, route);
            Assert.Equal((404, "upload_not_found"), (status, (string)body!["code"]!));
        }

        Assert.Equal("stored", (string)(await alice.ReadAsync(grant))["state"]!);
    }

    [Fact]
    public async Task a_lost_callback_is_made_up_for_by_confirm_and_a_late_one_is_a_repeat()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" });
        shared.Loop.Storage.Faults.Drop = 1;
        Assert.Equal(203, (await GatewayClient.PostAsync(grant, [1, 2])).Status);

        var (status, confirmed) = await alice.SendAsync(HttpMethod.Post, $"{grant["statusUrl"]}/confirm");
        Assert.Equal((200, "object", "confirm"), (status, (string)confirmed!["evidence"]!, (string)confirmed["recordedBy"]!));

        var (late, answer) = await Deliveries.DeliverAsync(shared.Loop.Host.Url, shared.Loop.Storage.Callbacks[^1]);
        Assert.Equal((200, true), (late, (bool)answer["duplicate"]!));
    }

    [Fact]
    public async Task what_is_deleted_is_gone_from_storage_and_stays_deleted()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" });
        await GatewayClient.PostAsync(grant, [1]);
        var (_, link) = await alice.SendAsync(HttpMethod.Get, $"{grant["statusUrl"]}/content");

        Assert.Equal(204, (await alice.SendAsync(HttpMethod.Delete, (string)grant["statusUrl"]!)).Status);
        Assert.Equal(204, (await alice.SendAsync(HttpMethod.Delete, (string)grant["statusUrl"]!)).Status);
        Assert.Equal("deleted", (string)(await alice.ReadAsync(grant))["state"]!);
        using var anonymous = new HttpClient();
        using var gone = await anonymous.GetAsync(new Uri((string)link!["url"]!), TestContext.Current.CancellationToken);
        Assert.Equal(404, (int)gone.StatusCode);
    }

    [Fact]
    public async Task a_grant_that_was_revoked_ends_as_203_and_records_nothing()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" });
        await alice.SendAsync(HttpMethod.Delete, (string)grant["statusUrl"]!);
        Assert.Equal(203, (await GatewayClient.PostAsync(grant, [1])).Status);
        Assert.Contains("ticket_invalid", shared.Loop.Storage.Callbacks[^1].Answer, StringComparison.Ordinal);
        Assert.Equal("deleted", (string)(await alice.ReadAsync(grant))["state"]!);
    }

    [Fact]
    public async Task nothing_secret_reaches_the_log_on_the_way()
    {
        await using var loop = await WatchedLoop.StartAsync(new() { ["Logging__LogLevel__Default"] = "Debug" });
        var token = loop.Tokens.For("alice");
        using var alice = new GatewayClient(loop.Host.Url, token);
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" });
        await GatewayClient.PostAsync(grant, [1]);
        await alice.SendAsync(HttpMethod.Post, $"{grant["statusUrl"]}/confirm");
        var (_, link) = await alice.SendAsync(HttpMethod.Get, $"{grant["statusUrl"]}/content");

        var fields = GatewayClient.Fields(grant).ToDictionary(field => field.Key, field => field.Value);
        var secrets = new[]
        {
            token, fields["x-oss-meta-upload-ticket"], fields["callback"], fields["x-oss-signature"], new Uri((string)link!["url"]!).Query,
            OssSimulator.SimulatorOptions.DefaultAccessKeySecret, loop.Storage.Callbacks[^1].Headers["Authorization"],
        };
        var log = await HostLog.WithAsync(loop.Host, "recorded by callback");
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));
    }
}
