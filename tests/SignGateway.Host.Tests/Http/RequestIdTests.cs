using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Edge;
using SignGateway.Host.Tests.Infrastructure;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Http;

public sealed class RequestIdTests(HttpLoop shared) : IClassFixture<HttpLoop>
{
    private const string Header = "X-Request-Id";

    [Theory]
    [InlineData("01kf0c6t7m3n5p9r2s6t8v0w1x")]
    [InlineData("a")]
    [InlineData("!~<\"&")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public async Task a_callers_short_visible_id_is_kept(string id)
    {
        using var answer = await shared.SendAsync(HttpMethod.Get, "/v1/nothing", null, null, (Header, id));
        Assert.Equal(id, AnswerHeaderTests.Header(answer, Header));
        Assert.Equal(id, (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["requestId"]!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("tab\there")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public async Task any_other_gets_one_of_ours(string id)
    {
        var text = await RawHttp.ExchangeAsync(
            shared.Url, $"GET /v1/nothing HTTP/1.1\r\nHost: {shared.Url.Authority}\r\nConnection: close\r\n{Header}: {id}\r\n\r\n", TestContext.Current.CancellationToken);
        var name = text.Split($"\r\n{Header}: ")[1].Split("\r\n")[0];
        Assert.Matches("^[0-9A-Z:]{10,40}$", name);
        Assert.Contains($"\"requestId\":\"{name}\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task two_ids_are_none()
    {
        var text = await RawHttp.ExchangeAsync(
            shared.Url, $"GET /v1/nothing HTTP/1.1\r\nHost: {shared.Url.Authority}\r\nConnection: close\r\n{Header}: one\r\n{Header}: two\r\n\r\n", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("one", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task it_is_in_the_log_of_what_was_refused()
    {
        const string Id = "find-me-in-the-log";
        using var answer = await shared.SendAsync(HttpMethod.Post, "/v1/callbacks/oss", null, "{}", (Header, Id));
        Assert.Equal(401, (int)answer.StatusCode);
        await HostLog.WithAsync(shared.Loop.Host, $"gateway request {Id})");
    }

    [Fact]
    public async Task an_application_behind_the_proxy_hears_it_and_its_answer_is_left_as_it_is()
    {
        await using var app = await UpstreamApp.StartAsync();
        await using var host = await HostProcess.StartNewAsync(new Dictionary<string, string>([.. new Jwt().Settings, .. EdgeLoop.SettingsFor(app)]));
        using var http = new HttpClient { BaseAddress = host.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api");
        request.Headers.TryAddWithoutValidation(Header, "not one id");

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal([AnswerHeaderTests.Header(answer, Header)], app.Last.Header(Header));
        Assert.DoesNotContain(answer.Headers, header => header.Key is "X-Frame-Options" or "X-Content-Type-Options" or "Referrer-Policy" or "Cross-Origin-Resource-Policy" or "Cache-Control");
    }
}
