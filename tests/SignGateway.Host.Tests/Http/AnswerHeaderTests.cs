using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Http;

/// <summary>The headers of every answer, whoever gives it.</summary>
public sealed class AnswerHeaderTests(HttpLoop shared) : IClassFixture<HttpLoop>
{
    private const string Sign = """{"fileName":"a.bin"}""";

    public static TheoryData<string, string, string?, int> Answers => new()
    {
        { "POST", "/v1/uploads", Sign, 201 },
        { "POST", "/v1/uploads", "{", 400 },
        { "GET", "/v1/uploads", null, 200 },
        { "POST", "/v1/callbacks/oss", "{}", 401 },
        { "GET", "/v1/callbacks/oss", null, 405 },
        { "GET", "/v1/nothing", null, 404 },
        { "GET", "/nothing", null, 404 },
        { "DELETE", "/v1/uploads", null, 405 },
        { "GET", "/v1/admin/overview", null, 403 },
        { "GET", "/health/ready", null, 200 },
        { "GET", "/openapi/v1.json", null, 200 },
        { "GET", "/admin/", null, 200 },
        { "GET", "/admin/settings.json", null, 200 },
        { "GET", "/admin/nothing.js", null, 404 },
        { "GET", "/client/index.js", null, 200 },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task protect_whoever_reads_the_answer(string verb, string path, string? json, int status)
    {
        using var answer = await shared.SendAsync(new HttpMethod(verb), path, "alice", json);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        Assert.NotEmpty(Header(answer, "X-Request-Id"));
        Assert.Equal("", Header(answer, "Server"));
        Assert.Equal("", Header(answer, "X-Powered-By"));
        Assert.Equal("", Header(answer, "Strict-Transport-Security"));
        var isFile = status == 200 && path is "/admin/" or "/client/index.js";
        Assert.Equal(isFile ? "no-cache" : "no-store", Header(answer, "Cache-Control"));
        Assert.Equal(path.StartsWith("/client/", StringComparison.Ordinal) ? "cross-origin" : isFile ? "same-origin" : "same-site", Header(answer, "Cross-Origin-Resource-Policy"));
        Assert.Equal(isFile, Header(answer, "Permissions-Policy").Contains("camera=()", StringComparison.Ordinal));
        Assert.Equal(isFile, Header(answer, "Content-Security-Policy").Contains("frame-ancestors 'none'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task are_on_links_and_on_where_they_send_the_browser()
    {
        using var alice = shared.Loop.ClientFor("alice");
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" });
        await GatewayClient.PostAsync(grant, [1, 2, 3]);
        foreach (var (accept, status) in (IEnumerable<(string, int)>)[("application/json", 200), ("*/*", 302)])
        {
            using var answer = await shared.SendAsync(HttpMethod.Get, $"{grant["statusUrl"]}/content", "alice", null, ("Accept", accept));
            Assert.Equal((status, "no-store", "no-referrer"), ((int)answer.StatusCode, Header(answer, "Cache-Control"), Header(answer, "Referrer-Policy")));
        }
    }

    [Fact]
    public async Task leave_the_callbacks_answer_as_OSS_wants_it()
    {
        using var alice = shared.Loop.ClientFor("alice");
        await GatewayClient.PostAsync(await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" }), [1, 2, 3]);
        var told = shared.Loop.Storage.Callbacks[^1];
        var headers = string.Concat(told.Headers.Where(header => header.Key is not ("Connection" or "Content-Length")).Select(header => $"{header.Key}: {header.Value}\r\n"));

        var answer = await RawHttp.ExchangeAsync(
            shared.Url, $"POST /v1/callbacks/oss HTTP/1.0\r\n{headers}Content-Length: {told.Body.Length}\r\n\r\n{told.Body}", TestContext.Current.CancellationToken);

        var (head, body) = answer.Split("\r\n\r\n", 2) is [var first, var rest] ? (first, rest) : throw new InvalidOperationException(answer);
        Assert.Contains(" 200 ", head.Split("\r\n")[0], StringComparison.Ordinal);
        Assert.Contains($"\r\nContent-Length: {body.Length}\r\n", $"{head}\r\n", StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/json\r\n", $"{head}\r\n", StringComparison.Ordinal);
        Assert.DoesNotContain("Transfer-Encoding", head, StringComparison.OrdinalIgnoreCase);
        Assert.True((bool)JsonNode.Parse(body)!["duplicate"]!);
    }

    public static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : "";
}
