using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Admin;

public sealed class RecorderTests : IAsyncLifetime
{
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(new()
    {
        ["SignGateway:PublicUrl"] = "https://gateway.example.com/edge;https://gateway.example.com",
        ["SignGateway:Profiles:json:CallbackBodyType"] = "Json",
        ["SignGateway:Profiles:json:VerifyObject"] = "Never",
        ["SignGateway:Profiles:json:FreeVars:0"] = "phone",
        ["SignGateway:Admin:RecorderSize"] = "5",
    });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task remembers_what_became_of_each_delivery()
    {
        var grant = await _gateway.SignAsync();
        var callback = Callback(grant);
        await callback.SendAsync(_gateway);
        await callback.SendAsync(_gateway);
        await callback.SendAsync(_gateway, callback.Body.Replace("image%2Fpng", "text%2Fhtml", StringComparison.Ordinal));

        var items = (await _gateway.ReadAsync("/callbacks"))["items"]!.AsArray();

        Assert.Equal(["refused", "duplicate", "recorded"], items.Select(item => (string)item!["verdict"]!));
        Assert.Equal(["ticket_mismatch", null, null], items.Select(item => (string?)item!["code"]));
        Assert.Equal(["media type differs from the ticket", null, null], items.Select(item => (string?)item!["reason"]));
        Assert.All(items, item => Assert.Equal((string)grant["id"]!, (string)item!["uploadId"]!));
        Assert.All(items, item => Assert.Equal("65F2C1A0B1C2D3E4F5060708", (string)item!["requestId"]!));
        Assert.Equal(Encoding.UTF8.GetByteCount(callback.Body), (int)items[2]!["bytes"]!);
        Assert.Equal("2026-01-01T12:00:00Z", (string)items[2]!["at"]!);
    }

    [Fact]
    public async Task shows_the_very_text_that_was_verified_but_for_ticket_and_vars()
    {
        var callback = Callback(await _gateway.SignAsync());
        await callback.SendAsync(_gateway);

        var detail = await OnlyAsync();

        var body = callback.Body.Split('&').Select(pair => pair.StartsWith("ticket=", StringComparison.Ordinal) || pair.StartsWith("x:", StringComparison.Ordinal) ? $"{pair.Split('=')[0]}=[redacted]" : pair);
        Assert.Equal(string.Join('&', body), (string)detail["body"]!);
        Assert.Equal(
            [("/edge/v1/callbacks/oss", false), ("/v1/callbacks/oss", true)],
            detail["candidates"]!.AsArray().Select(candidate => ((string)candidate!["path"]!, (bool)candidate["matched"]!)));
        Assert.All(detail["candidates"]!.AsArray(), candidate => Assert.Equal($"{candidate!["path"]}\n{detail["body"]}", (string)candidate["text"]!));
        Assert.True((bool)detail["redacted"]!);
        Assert.Equal("[redacted]", (string)detail["headers"]!["Authorization"]!);
        Assert.Equal("/v1/callbacks/oss", (string)detail["target"]!);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("json")]
    public async Task never_shows_a_ticket_a_signature_or_a_var(string profile)
    {
        var grant = await _gateway.SignAsync($$$"""{"fileName":"a","contentType":"text/plain","profile":"{{{profile}}}","vars":{"album":"holiday \"photos\""}}""");
        var callback = Callback(grant);
        callback.Values["x:phone"] = "+8613800138000";
        using var request = callback.Request();
        var signature = request.Headers.GetValues("Authorization").Single();
        Assert.Equal(200, (int)(await OssCallback.SendAsync(_gateway, request)).Status);

        var shown = (await OnlyAsync()).ToJsonString();

        Assert.DoesNotContain("holiday", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("13800138000", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(signature, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(callback.Template.Split("ticket")[1].Trim('=', '"', ':')[..40], shown, StringComparison.Ordinal);
        Assert.Contains("48213", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "secret=1&password&size=5", "[redacted]&[redacted]&size=5")]
    [InlineData("application/x-www-form-urlencoded", "", "")]
    [InlineData("application/json", """{"secret":{"a":[1]},"size":5,"x:album":"7"}""", """{"[redacted]":"[redacted]","size":5,"x:album":"[redacted]"}""")]
    [InlineData("application/json", """{"secret":""", "[redacted]")]
    [InlineData("application/json", "\"secret\"", "[redacted]")]
    [InlineData("application/json", """{"\udc00":"secret"}""", "[redacted]")]
    [InlineData("text/plain", "secret", "[redacted]")]
    public async Task what_somebody_elses_template_says_is_not_kept(string type, string body, string kept)
    {
        var callback = Callback(await _gateway.SignAsync());
        callback.ContentType = type;
        await callback.SendAsync(_gateway, body);

        Assert.Equal(kept, (string)(await OnlyAsync())["body"]!);
    }

    [Fact]
    public async Task a_query_is_not_kept()
    {
        var callback = Callback(await _gateway.SignAsync());
        callback.Target += "?token=secret";
        await callback.SendAsync(_gateway);

        Assert.Equal("/v1/callbacks/oss?[redacted]", (string)(await OnlyAsync())["target"]!);
    }

    [Fact]
    public async Task forgets_the_oldest()
    {
        var callback = Callback(await _gateway.SignAsync());
        for (var count = 0; count < 7; count++)
            await callback.SendAsync(_gateway);

        var items = (await _gateway.ReadAsync("/callbacks"))["items"]!.AsArray();

        Assert.Equal(Enumerable.Repeat("duplicate", 5), items.Select(item => (string)item!["verdict"]!));
        Assert.Equal(5, items.Select(item => (long)item!["number"]!).Distinct().Count());
    }

    [Fact]
    public async Task remembers_nothing_where_it_is_switched_off()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["SignGateway:Admin:RecorderSize"] = "0" });
        await new OssCallback(await gateway.SignAsync()).SendAsync(gateway);

        Assert.Empty((await gateway.ReadAsync("/callbacks"))["items"]!.AsArray());
    }

    [Fact]
    public async Task lists_page_by_page_and_filters()
    {
        var grant = await _gateway.SignAsync();
        await Callback(grant).SendAsync(_gateway);
        await Callback(await _gateway.SignAsync()).SendAsync(_gateway);
        await Callback(grant).SendAsync(_gateway, "ticket=none");

        Assert.Equal(2, await CountAsync("limit=2"));
        var cursor = (string)(await _gateway.ReadAsync("/callbacks?limit=2"))["nextCursor"]!;
        Assert.Equal(1, await CountAsync($"limit=2&cursor={cursor}"));
        Assert.Equal(2, await CountAsync("verdict=recorded"));
        Assert.Equal(1, await CountAsync("code=ticket_invalid"));
        Assert.Equal(1, await CountAsync($"uploadId={grant["id"]}"));
        Assert.Equal(3, await CountAsync("requestId=65F2C1A0B1C2D3E4F5060708"));
        Assert.Equal(0, await CountAsync("requestId=other"));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("verdict=maybe")]
    [InlineData("cursor=x")]
    [InlineData("uploadId=x")]
    public async Task a_list_that_cannot_be_read_is_refused(string query)
    {
        var (status, problem) = await _gateway.AskAsync($"/callbacks?{query}");
        Assert.Equal((400, "request_malformed"), (status, (string)problem["code"]!));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("x")]
    public async Task a_callback_that_is_not_remembered_is_not_there(string number)
    {
        var (status, problem) = await _gateway.AskAsync($"/callbacks/{number}");
        Assert.Equal((404, "not_found"), (status, (string)problem["code"]!));
    }

    // A proxy that strips the first URL's prefix is not there, so OSS's second try it is.
    private static OssCallback Callback(JsonObject grant) => new(grant) { Target = "/v1/callbacks/oss" };

    private async Task<int> CountAsync(string query) => (await _gateway.ReadAsync($"/callbacks?{query}"))["items"]!.AsArray().Count;

    private async Task<JsonObject> OnlyAsync()
    {
        var item = Assert.Single((await _gateway.ReadAsync("/callbacks"))["items"]!.AsArray())!;
        var detail = await _gateway.ReadAsync($"/callbacks/{item["number"]}");
        foreach (var (name, value) in item.AsObject())
            Assert.Equal(value?.ToJsonString(), detail[name]?.ToJsonString());
        return detail;
    }
}
