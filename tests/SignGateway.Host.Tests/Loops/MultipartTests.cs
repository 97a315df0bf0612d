using System.Security.Cryptography;
using System.Text.Json.Nodes;
using OssSimulator;
using SignGateway.Host.Tests.Credentials;
using SignGateway.Host.Tests.Infrastructure;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Loops;

public sealed class MultipartTests(MultipartLoop shared) : IClassFixture<MultipartLoop>
{
    // Two whole parts and one smaller than OSS would take anywhere but at the end.
    private static readonly byte[] File = RandomNumberGenerator.GetBytes((2 * MultipartLoop.PartSize) + 17);

    [Fact]
    public async Task parts_become_one_object_and_the_callback_records_it()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var parts = new PartsClient(alice);
        var grant = await parts.SignAsync(File.Length, "春天 的电影.mp4", new JsonObject { ["note"] = "a+b c&d=ü 图 $x" });
        await parts.PutAsync(grant, File);
        var (status, upload) = await parts.CompleteAsync(grant);

        Assert.Equal(200, status);
        Assert.Equal(
            ("stored", (long)File.Length, "callback", "春天 的电影.mp4", "video/mp4", "a+b c&d=ü 图 $x"),
            ((string)upload!["state"]!, (long)upload["size"]!, (string)upload["recordedBy"]!, (string)upload["fileName"]!, (string)upload["contentType"]!, (string)upload["vars"]!["note"]!));
        Assert.EndsWith("-3", (string)upload["etag"]!, StringComparison.Ordinal);

        var (_, link) = await alice.SendAsync(HttpMethod.Get, $"{grant["statusUrl"]}/content");
        using var anonymous = new HttpClient();
        Assert.Equal(File, await anonymous.GetByteArrayAsync(new Uri((string)link!["url"]!), TestContext.Current.CancellationToken));
        await Patience.UntilAsync("the gateway has looked at it itself", async () => (string)(await alice.ReadAsync(grant))["evidence"]! == "object");
    }

    [Fact]
    public async Task completing_twice_answers_the_same_and_is_one_callback()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var parts = new PartsClient(alice);
        var grant = await parts.SignAsync(File.Length);
        await parts.PutAsync(grant, File);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => parts.CompleteAsync(grant)));
        var again = await parts.CompleteAsync(grant);

        Assert.All([.. answers, again], answer => Assert.Equal((200, (string)grant["id"]!, "stored"), (answer.Status, (string)answer.Body!["id"]!, (string)answer.Body["state"]!)));
        Assert.Single(shared.Loop.Storage.Callbacks, callback => callback.Body.Contains(Uri.EscapeDataString((string)grant["key"]!), StringComparison.Ordinal));
    }

    [Fact]
    public async Task a_callback_that_is_lost_ends_in_the_record()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var parts = new PartsClient(alice);
        var grant = await parts.SignAsync(File.Length);
        await parts.PutAsync(grant, File);
        shared.Loop.Storage.Faults.Drop = 1;
        var (status, upload) = await parts.CompleteAsync(grant);
        Assert.Equal((200, "confirm", "object"), (status, (string)upload!["recordedBy"]!, (string)upload["evidence"]!));
    }

    [Fact]
    public async Task an_answer_that_is_lost_ends_in_the_record()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var parts = new PartsClient(alice);
        var grant = await parts.SignAsync(File.Length);
        await parts.PutAsync(grant, File);
        shared.Loop.Storage.Faults.Mute = 1;
        var (status, upload) = await parts.CompleteAsync(grant);
        Assert.Equal((200, "callback"), (status, (string)upload!["recordedBy"]!));
    }

    [Fact]
    public async Task a_part_under_100_KB_that_is_not_the_last_is_refused_before_OSS_is_asked_and_can_be_sent_again()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var parts = new PartsClient(alice);
        var grant = await parts.SignAsync(File.Length);
        await parts.PutAsync(grant, File, 1, 3);
        Assert.Equal(200, await PartsClient.PutAsync(await parts.UrlAsync(grant, 2), [1, 2, 3]));

        var (status, problem) = await parts.CompleteAsync(grant);
        Assert.Equal((422, "size_not_allowed"), (status, (string)problem!["code"]!));

        await parts.PutAsync(grant, File, 2);
        Assert.Equal(200, (await parts.CompleteAsync(grant)).Status);
    }

    [Fact]
    public async Task the_parts_that_are_there_can_be_asked_for()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var parts = new PartsClient(alice);
        var grant = await parts.SignAsync(File.Length);
        await parts.PutAsync(grant, File, 1, 3);
        var (_, listed) = await parts.ListAsync(grant);
        Assert.Equal([(1, 102400L), (3, 17L)], listed!["parts"]!.AsArray().Select(part => ((int)part!["number"]!, (long)part["size"]!)));
        Assert.Equal(Convert.ToHexString(MD5.HashData(File.AsSpan(0, MultipartLoop.PartSize))), (string)listed["parts"]![0]!["etag"]!);
    }

    [Fact]
    public async Task a_URL_is_for_its_own_part_only_and_for_nothing_else()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var parts = new PartsClient(alice);
        var grant = await parts.SignAsync(File.Length);
        var url = await parts.UrlAsync(grant, 1);
        Assert.Equal(403, await PartsClient.PutAsync(url.Replace("partNumber=1&", "partNumber=2&", StringComparison.Ordinal), [1]));
        Assert.Equal(403, await PartsClient.PutAsync(url.Replace("partNumber=1&", "", StringComparison.Ordinal), [1]));
        Assert.Equal(403, await PartsClient.PutAsync(url.Replace((string)grant["key"]!, $"{grant["key"]}x", StringComparison.Ordinal), [1]));
        using var anonymous = new HttpClient();
        using var complete = await anonymous.PostAsync(new Uri(url), null, TestContext.Current.CancellationToken);
        Assert.Equal(403, (int)complete.StatusCode);
    }

    [Fact]
    public async Task an_upload_that_is_deleted_leaves_no_parts()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var parts = new PartsClient(alice);
        var grant = await parts.SignAsync(File.Length);
        await parts.PutAsync(grant, File);
        var url = await parts.UrlAsync(grant, 1);
        Assert.Equal(204, (await alice.SendAsync(HttpMethod.Delete, (string)grant["statusUrl"]!)).Status);

        Assert.DoesNotContain(shared.Loop.Storage.Uploads, upload => upload.Key == (string)grant["key"]!);
        Assert.Equal(404, await PartsClient.PutAsync(url, [1]));
        Assert.Equal("deleted", (string)(await alice.ReadAsync(grant))["state"]!);
    }

    [Fact]
    public async Task an_upload_that_is_left_alone_is_aborted_after_its_end()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var parts = new PartsClient(alice);
        var grant = await parts.SignAsync(1000, profile: "short");
        Assert.Contains(shared.Loop.Storage.Uploads, upload => upload.Key == (string)grant["key"]!);
        await Patience.UntilAsync("its parts are gone", () => Task.FromResult(shared.Loop.Storage.Uploads.All(upload => upload.Key != (string)grant["key"]!)));
        Assert.Equal((409, "upload_not_open"), Told(await parts.CompleteAsync(grant)));
    }

    [Fact]
    public async Task a_host_that_is_killed_in_the_middle_goes_on_where_it_stopped()
    {
        await using var loop = await WatchedLoop.StartAsync(MultipartLoop.Settings);
        using var alice = loop.ClientFor("alice");
        var parts = new PartsClient(alice);
        var grant = await parts.SignAsync(File.Length);
        await parts.PutAsync(grant, File, 1);
        await loop.Host.KillAsync();
        await loop.Host.StartAsync();
        await parts.PutAsync(grant, File, 2, 3);
        Assert.Equal((200, "stored"), Became(await parts.CompleteAsync(grant)));
    }

    [Fact]
    public async Task a_narrowed_role_may_do_all_of_it()
    {
        await using var loop = await WatchedLoop.StartForAsync(storage => new([.. MultipartLoop.Settings, .. RoleTests.Role(storage)]));
        using var alice = loop.ClientFor("alice");
        var parts = new PartsClient(alice);
        var (kept, deleted, left) = (await parts.SignAsync(File.Length), await parts.SignAsync(File.Length), await parts.SignAsync(1000, profile: "short"));
        await parts.PutAsync(kept, File);
        Assert.Equal((200, "stored"), Became(await parts.CompleteAsync(kept)));
        Assert.Equal(204, (await alice.SendAsync(HttpMethod.Delete, (string)deleted["statusUrl"]!)).Status);
        await Patience.UntilAsync($"{left["key"]} is aborted", () => Task.FromResult(loop.Storage.Uploads.Count == 0));
    }

    [Fact]
    public async Task nothing_secret_reaches_the_log_on_the_way()
    {
        await using var loop = await WatchedLoop.StartAsync(new([.. MultipartLoop.Settings, new("Logging__LogLevel__Default", "Debug")]));
        using var alice = loop.ClientFor("alice");
        var parts = new PartsClient(alice);
        var grant = await parts.SignAsync(File.Length);
        var url = await parts.UrlAsync(grant, 1);
        await parts.PutAsync(grant, File);
        await parts.CompleteAsync(grant);

        var query = System.Web.HttpUtility.ParseQueryString(new Uri(url).Query);
        var log = await HostLog.WithAsync(loop.Host, "recorded by callback");
        Assert.All([query["x-oss-signature"]!, query["uploadId"]!, SimulatorOptions.DefaultAccessKeySecret], secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));
    }

    private static (int Status, string Code) Told((int Status, JsonNode? Body) answer) => (answer.Status, (string)answer.Body!["code"]!);

    private static (int Status, string State) Became((int Status, JsonNode? Body) answer) => (answer.Status, (string)answer.Body!["state"]!);
}
