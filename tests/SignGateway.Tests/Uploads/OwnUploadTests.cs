using System.Net;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Uploads;

public sealed class OwnUploadTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(new() { ["SignGateway:Profiles:default:MinBytes"] = "1", ["SignGateway:Profiles:other:MinBytes"] = "1" });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "?wait=1")]
    [InlineData("GET", "/content")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/confirm")]
    public async Task another_users_upload_is_not_there(string verb, string rest)
    {
        var grant = await _gateway.SignAsync();
        var (status, problem, _) = await _gateway.SendAsync(new HttpMethod(verb), $"/v1/uploads/{grant["id"]}{rest}", "bob");
        var (absent, sameProblem, _) = await _gateway.SendAsync(new HttpMethod(verb), $"/v1/uploads/01JGFJJZ00000000000000000A{rest}", "bob");
        Assert.Equal((404, "upload_not_found"), ((int)status, (string)problem["code"]!));
        Assert.Equal(status, absent);
        problem.Remove("requestId");
        sameProblem.Remove("requestId");
        Assert.Equal(sameProblem.ToJsonString(), problem.ToJsonString());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("'; DROP TABLE uploads;--")]
    public async Task an_id_that_is_none_is_not_there(string id) =>
        Assert.Equal(HttpStatusCode.NotFound, (await _gateway.SendAsync(HttpMethod.Get, $"/v1/uploads/{id}")).Status);

    [Fact]
    public async Task are_listed_to_their_owner_alone()
    {
        var grant = await _gateway.SignAsync(user: "alice");
        Assert.Equal([(string)grant["id"]!], await IdsAsync("alice"));
        Assert.Empty(await IdsAsync("bob"));

        async Task<IEnumerable<string>> IdsAsync(string user) =>
            (await _gateway.SendAsync(HttpMethod.Get, "/v1/uploads", user)).Body["items"]!.AsArray().Select(upload => (string)upload!["id"]!);
    }

    [Fact]
    public async Task are_listed_newest_first_page_by_page_without_a_gap_or_a_repeat()
    {
        List<string> ids = [];
        for (var count = 0; count < 7; count++)
        {
            ids.Add((string)(await _gateway.SignAsync())["id"]!);
            await _gateway.SignAsync(user: "bob");
            _gateway.Time.Pass(TimeSpan.FromMilliseconds(1));
        }

        List<string> listed = [];
        List<int> pages = [];
        for (var query = "?limit=3"; ;)
        {
            var page = (await _gateway.SendAsync(HttpMethod.Get, $"/v1/uploads{query}")).Body;
            pages.Add(page["items"]!.AsArray().Count);
            listed.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            if ((string?)page["nextCursor"] is not { } cursor)
                break;
            query = $"?limit=3&cursor={cursor}";
        }

        ids.Reverse();
        Assert.Equal(ids, listed);
        Assert.Equal([3, 3, 1], pages);
    }

    [Fact]
    public async Task are_filtered_by_state_and_profile()
    {
        var stored = await _gateway.SignAsync();
        await new OssCallback(stored).SendAsync(_gateway);
        await _gateway.SignAsync("""{"fileName":"a","profile":"other"}""");

        async Task<int> CountAsync(string query) => (await _gateway.SendAsync(HttpMethod.Get, $"/v1/uploads?{query}")).Body["items"]!.AsArray().Count;

        Assert.Equal(2, await CountAsync(""));
        Assert.Equal(1, await CountAsync("state=stored"));
        Assert.Equal(1, await CountAsync("state=issued&profile=other"));
        Assert.Equal(0, await CountAsync("state=stored&profile=other"));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("limit=-1")]
    [InlineData("limit=many")]
    [InlineData("limit=")]
    [InlineData("cursor=x")]
    [InlineData("state=lost")]
    public async Task a_list_that_cannot_be_read_is_refused(string query)
    {
        var (status, problem, _) = await _gateway.SendAsync(HttpMethod.Get, $"/v1/uploads?{query}");
        Assert.Equal((400, "request_malformed"), ((int)status, (string)problem["code"]!));
    }

    [Fact]
    public async Task content_is_a_link_for_whoever_asks_for_json()
    {
        var grant = await StoredAsync();
        var (status, body, _) = await _gateway.SendAsync(HttpMethod.Get, $"/v1/uploads/{grant["id"]}/content", headers: ("Accept", "application/json"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(60, (int)body["expiresIn"]!);
        Assert.StartsWith($"https://example-bucket.oss-cn-hangzhou.aliyuncs.com/{grant["key"]}?", (string)body["url"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task content_is_a_redirect_for_everybody_else()
    {
        var grant = await StoredAsync();
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = _gateway.Address };
        browser.DefaultRequestHeaders.Add("Test-User", "alice");
        using var response = await browser.GetAsync($"/v1/uploads/{grant["id"]}/content?disposition=attachment");
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Contains("response-content-disposition=attachment", response.Headers.Location!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_is_not_stored_has_no_content()
    {
        var grant = await _gateway.SignAsync();
        var (status, problem, _) = await _gateway.SendAsync(HttpMethod.Get, $"/v1/uploads/{grant["id"]}/content");
        Assert.Equal((409, "upload_not_stored"), ((int)status, (string)problem["code"]!));
    }

    [Fact]
    public async Task delete_takes_the_object_and_then_the_record()
    {
        var grant = await StoredAsync();
        _gateway.Oss.Answer = request => request.Method == HttpMethod.Head ? new StoredObject(grant).Head() : new HttpResponseMessage(HttpStatusCode.NoContent);

        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync(grant));
        Assert.Equal("deleted", (string)(await _gateway.FindAsync(grant))["state"]!);
        Assert.Equal(["HEAD", "DELETE"], _gateway.Oss.Calls.Select(call => call.Split(' ')[0]));

        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync(grant));
        Assert.Equal(2, _gateway.Oss.Calls.Count);
    }

    [Fact]
    public async Task delete_leaves_an_object_that_is_not_this_uploads()
    {
        var grant = await StoredAsync();
        _gateway.Oss.Answer = _ => new StoredObject(grant) { Ticket = null }.Head();
        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync(grant));
        Assert.DoesNotContain(_gateway.Oss.Calls, call => call.StartsWith("DELETE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task delete_without_OSS_changes_nothing()
    {
        var grant = await StoredAsync();
        _gateway.Oss.Answer = _ => null;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await DeleteAsync(grant));
        Assert.Equal("stored", (string)(await _gateway.FindAsync(grant))["state"]!);
    }

    [Fact]
    public async Task delete_leaves_the_object_where_the_profile_keeps_it()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["SignGateway:Profiles:default:KeepDeletedObjects"] = "true" });
        var grant = await gateway.SignAsync();
        await new OssCallback(grant).SendAsync(gateway);

        var (status, _, _) = await gateway.SendAsync(HttpMethod.Delete, $"/v1/uploads/{grant["id"]}");
        gateway.Time.Pass(TimeSpan.FromDays(2));
        await gateway.SweepAsync();

        Assert.Equal(HttpStatusCode.NoContent, status);
        Assert.Equal("deleted", (string)(await gateway.FindAsync(grant))["state"]!);
        Assert.Empty(gateway.Oss.Calls);
    }

    [Fact]
    public async Task delete_of_a_grant_asks_OSS_nothing()
    {
        var grant = await _gateway.SignAsync();
        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync(grant));
        Assert.Empty(_gateway.Oss.Calls);
    }

    private async Task<System.Text.Json.Nodes.JsonObject> StoredAsync(string json = """{"fileName":"cat.png","contentType":"image/png"}""")
    {
        var grant = await _gateway.SignAsync(json);
        await new OssCallback(grant).SendAsync(_gateway);
        return grant;
    }

    private async Task<HttpStatusCode> DeleteAsync(System.Text.Json.Nodes.JsonObject grant) =>
        (await _gateway.SendAsync(HttpMethod.Delete, $"/v1/uploads/{grant["id"]}")).Status;
}
