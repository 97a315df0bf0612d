using Xunit;

namespace SignGateway.Host.Tests.Http;

/// <summary>Whose pages may call which routes.</summary>
public sealed class CorsTests(HttpLoop shared) : IClassFixture<HttpLoop>
{
    private const string Allowed = "Access-Control-Allow-Origin";

    [Theory]
    [InlineData(HttpLoop.Origin)]
    [InlineData("https://other.example.com")]
    public async Task a_listed_origin_may_call_the_user_routes_and_keeps_that_in_mind(string origin)
    {
        using var answer = await PreflightAsync("/v1/uploads", origin, "POST");
        Assert.Equal((204, origin), ((int)answer.StatusCode, AnswerHeaderTests.Header(answer, Allowed)));
        Assert.Equal("600", AnswerHeaderTests.Header(answer, "Access-Control-Max-Age"));
        Assert.Equal("", AnswerHeaderTests.Header(answer, "Access-Control-Allow-Credentials"));
        Assert.Contains("Origin", AnswerHeaderTests.Header(answer, "Vary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task it_may_read_what_a_client_needs()
    {
        using var answer = await shared.SendAsync(HttpMethod.Post, "/v1/uploads", "alice", """{"fileName":"a.bin"}""", ("Origin", HttpLoop.Origin));
        Assert.Equal(HttpLoop.Origin, AnswerHeaderTests.Header(answer, Allowed));
        var exposed = AnswerHeaderTests.Header(answer, "Access-Control-Expose-Headers").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["Location", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After", "X-Request-Id"], exposed.Order());
    }

    [Fact]
    public async Task problems_can_be_read_too()
    {
        using var answer = await shared.SendAsync(HttpMethod.Get, "/v1/uploads", null, null, ("Origin", HttpLoop.Origin));
        Assert.Equal((401, HttpLoop.Origin), ((int)answer.StatusCode, AnswerHeaderTests.Header(answer, Allowed)));
    }

    [Theory]
    [InlineData("https://evil.example.com")]
    [InlineData("https://app.example.com.evil.example.com")]
    [InlineData("http://app.example.com")]
    [InlineData("null")]
    public async Task no_other_origin_may(string origin)
    {
        using var answer = await PreflightAsync("/v1/uploads", origin, "POST");
        Assert.Equal("", AnswerHeaderTests.Header(answer, Allowed));
    }

    [Theory]
    [InlineData("/v1/callbacks/oss", "POST")]
    [InlineData("/v1/admin/overview", "GET")]
    [InlineData("/v1/admin/uploads", "GET")]
    [InlineData("/v1/admin/events", "GET")]
    [InlineData("/v1/admin/explain", "POST")]
    [InlineData("/admin/settings.json", "GET")]
    public async Task no_origin_may_call_the_routes_of_OSS_and_of_administrators(string path, string verb)
    {
        using var preflight = await PreflightAsync(path, HttpLoop.Origin, verb);
        Assert.Equal("", AnswerHeaderTests.Header(preflight, Allowed));
        using var answer = await shared.SendAsync(new HttpMethod(verb), path, "alice", verb == "POST" ? "{}" : null, ("Origin", HttpLoop.Origin));
        Assert.Equal("", AnswerHeaderTests.Header(answer, Allowed));
    }

    [Fact]
    public async Task every_origin_may_load_the_client()
    {
        using var answer = await shared.SendAsync(HttpMethod.Get, "/client/index.js", null, null, ("Origin", "https://anywhere.example.com"));
        Assert.Equal("*", AnswerHeaderTests.Header(answer, Allowed));
    }

    private Task<HttpResponseMessage> PreflightAsync(string path, string origin, string verb) =>
        shared.SendAsync(HttpMethod.Options, path, null, null, ("Origin", origin), ("Access-Control-Request-Method", verb), ("Access-Control-Request-Headers", "authorization,content-type"));
}
