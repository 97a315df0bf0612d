using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Http;

/// <summary>What one client may take.</summary>
public sealed class LimitTests(HttpLoop shared) : IClassFixture<HttpLoop>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task who_sends_headers_too_slowly_is_cut_off()
    {
        // Without its end; the answer comes before the connection is closed, by the gateway.
        var answer = await RawHttp.ExchangeAsync(shared.Url, $"GET /health/live HTTP/1.1\r\nHost: {shared.Url.Authority}\r\nX-Slow: ", Cancelled);
        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\nServer:", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task as_many_headers_as_are_allowed_pass() => Assert.Equal(200, await StatusAsync(Headers(90)));

    [Fact]
    public async Task too_many_headers_are_refused() => Assert.Equal(431, await StatusAsync(Headers(110)));

    [Fact]
    public async Task headers_that_are_too_long_together_are_refused() => Assert.Equal(431, await StatusAsync($"X-Long: {new string('x', 33 * 1024)}\r\n"));

    [Fact]
    public async Task a_request_line_that_is_too_long_is_refused() => Assert.Equal(414, await StatusAsync("", $"/health/live?{new string('x', 9 * 1024)}"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task a_callback_over_64_KiB_is_refused(bool announced)
    {
        using var alice = shared.Loop.ClientFor("alice");
        await GatewayClient.PostAsync(await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" }), [1, 2, 3]);
        var told = shared.Loop.Storage.Callbacks[^1];
        var headers = string.Concat(told.Headers.Where(header => header.Key is "Authorization" or "x-oss-pub-key-url" or "Content-Type").Select(header => $"{header.Key}: {header.Value}\r\n"));
        var body = new string('x', (64 * 1024) + 1);
        var framing = announced ? $"Content-Length: {body.Length}\r\n\r\n{body}" : $"Transfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n{body}\r\n0\r\n\r\n";

        var answer = await RawHttp.ExchangeAsync(shared.Url, $"POST /v1/callbacks/oss HTTP/1.1\r\nHost: {shared.Url.Authority}\r\nConnection: close\r\n{headers}{framing}", Cancelled);

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"callback_too_large\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/uploads", 65 * 1024)]
    [InlineData("/v1/uploads:batch", 8 << 20)]
    public async Task a_sign_request_that_is_too_large_is_refused(string path, int size)
    {
        using var response = await shared.SendAsync(HttpMethod.Post, path, "alice", $$"""{"fileName":"{{new string('x', size)}}"}""", ("Expect", "100-continue"));
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal("request_malformed", (string)JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancelled))!["code"]!);
    }

    [Fact]
    public async Task limits_that_cannot_be_stop_the_start()
    {
        await using var host = new HostProcess(new Dictionary<string, string>
        {
            ["Kestrel__Limits__MaxRequestHeaderCount"] = "many",
            ["SignGateway__Cors__Origins__0"] = "*",
        });
        Assert.Equal(1, await host.RunToEndAsync());
        Assert.Contains("Kestrel:Limits", host.Output, StringComparison.Ordinal);
        Assert.Contains("MaxRequestHeaderCount", host.Output, StringComparison.Ordinal);
        Assert.Contains("SignGateway:Cors:Origins:0 is '*'", host.Output, StringComparison.Ordinal);
    }

    private static string Headers(int count) => string.Concat(Enumerable.Range(0, count).Select(index => $"X-{index}: x\r\n"));

    private async Task<int> StatusAsync(string headers, string target = "/health/live")
    {
        var answer = await RawHttp.ExchangeAsync(shared.Url, $"GET {target} HTTP/1.1\r\nHost: {shared.Url.Authority}\r\nConnection: close\r\n{headers}\r\n", Cancelled);
        Assert.DoesNotContain("\r\nServer:", answer, StringComparison.OrdinalIgnoreCase);
        return int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
