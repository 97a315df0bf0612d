using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Admin;

public sealed class SearchTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(new()
    {
        ["SignGateway:Profiles:default:VerifyObject"] = "Never",
        ["SignGateway:Profiles:other:VerifyObject"] = "Never",
    });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task shows_the_uploads_of_all_users_as_their_owners_see_them_and_what_the_sweep_will_do()
    {
        var grant = await _gateway.SignAsync();
        await _gateway.SignAsync(user: "bob");

        var items = (await _gateway.ReadAsync("/uploads"))["items"]!.AsArray();

        Assert.Equal(["alice", "bob"], items.Select(item => (string)item!["userId"]!).Order());
        var shown = items.Single(item => (string)item!["id"]! == (string)grant["id"]!)!.AsObject();
        Assert.Equal(("2026-01-01T12:15:00Z", false, false), ((string)shown["lookAt"]!, (bool)shown["deleting"]!, (bool)shown["erased"]!));
        shown.Remove("erased");
        shown.Remove("lookAt");
        shown.Remove("deleting");
        Assert.Equal((await _gateway.FindAsync(grant)).ToJsonString(), shown.ToJsonString());
    }

    [Theory]
    [InlineData("user=bob", "b")]
    [InlineData("id={a}", "a")]
    [InlineData("keyPrefix=uploads/2026/01/01/{b}", "b")]
    [InlineData("keyPrefix=uploads/", "cba")]
    [InlineData("profile=other", "c")]
    [InlineData("state=stored", "a")]
    [InlineData("evidence=callback", "a")]
    [InlineData("type=IMAGE/*", "a")]
    [InlineData("minSize=48213", "a")]
    [InlineData("maxSize=48212", "")]
    [InlineData("from=2026-01-01T12:00:02Z", "c")]
    [InlineData("to=2026-01-01T20:00:01%2B08:00", "a")]
    [InlineData("user=bob&state=stored", "")]
    [InlineData("user=&state=&limit=", "cba")]
    public async Task filters(string query, string found)
    {
        var a = await _gateway.SignAsync();
        await new OssCallback(a).SendAsync(_gateway);
        _gateway.Time.Pass(TimeSpan.FromSeconds(1));
        var b = await _gateway.SignAsync("""{"fileName":"b","contentType":"text/plain"}""", "bob");
        _gateway.Time.Pass(TimeSpan.FromSeconds(1));
        var c = await _gateway.SignAsync("""{"fileName":"c","contentType":"text/plain","profile":"other"}""");
        var names = new Dictionary<string, JsonObject> { ["a"] = a, ["b"] = b, ["c"] = c };
        foreach (var (name, grant) in names)
            query = query.Replace($"{{{name}}}", (string)grant["id"]!, StringComparison.Ordinal);

        var page = await _gateway.ReadAsync($"/uploads?{query}");

        Assert.Equal(found, string.Concat(page["items"]!.AsArray().Select(item => names.Single(pair => (string)pair.Value["id"]! == (string)item!["id"]!).Key)));
        Assert.Null(page["nextCursor"]);
    }

    [Fact]
    public async Task goes_on_at_the_cursor()
    {
        for (var count = 0; count < 3; count++)
            await _gateway.SignAsync();

        var first = await _gateway.ReadAsync("/uploads?limit=2");
        var second = await _gateway.ReadAsync($"/uploads?limit=2&cursor={first["nextCursor"]}");

        Assert.Equal((2, 1), (first["items"]!.AsArray().Count, second["items"]!.AsArray().Count));
        Assert.Null(second["nextCursor"]);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("cursor=x")]
    [InlineData("id=x")]
    [InlineData("state=lost")]
    [InlineData("state=prefix")]
    [InlineData("evidence=hearsay")]
    [InlineData("minSize=-1")]
    [InlineData("maxSize=big")]
    [InlineData("from=yesterday")]
    [InlineData("to=2026-13-01T00:00:00Z")]
    [InlineData("user=a&user=b")]
    [InlineData("keyPrefix=%00")]
    [InlineData("keyPrefix=%EF%BF%BD")]
    [InlineData("profile=a-name-that-is-longer-than-32-bytes")]
    public async Task a_search_that_cannot_be_read_is_refused(string query)
    {
        var (status, problem) = await _gateway.AskAsync($"/uploads?{query}");
        Assert.Equal((400, "request_malformed"), (status, (string)problem["code"]!));
    }

    [Theory]
    [InlineData("user")]
    [InlineData("id")]
    [InlineData("keyPrefix")]
    [InlineData("profile")]
    [InlineData("state")]
    [InlineData("evidence")]
    [InlineData("type")]
    [InlineData("minSize")]
    [InlineData("from")]
    [InlineData("limit")]
    [InlineData("cursor")]
    public async Task five_thousand_characters_are_refused(string name)
    {
        var (status, problem) = await _gateway.AskAsync($"/uploads?{name}={new string('1', 5000)}");
        Assert.Equal((400, "request_malformed"), (status, (string)problem["code"]!));
    }
}
