using Xunit;

namespace SignGateway.Host.Tests.Hosting;

/// <summary>What a browser is told when a page of another origin wants to call the gateway.</summary>
public sealed class CrossOriginTests : IAsyncLifetime
{
    private const string Listed = "https://app.example.com";

    private HostProcess _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await HostProcess.StartNewAsync(new Dictionary<string, string> { ["SignGateway__Cors__Origins__0"] = Listed });

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task a_listed_origin_may_call_the_user_routes()
    {
        using var before = await AskAsync(HttpMethod.Options, "v1/uploads", Listed);
        using var after = await AskAsync(HttpMethod.Get, "v1/uploads", Listed);
        Assert.All([before, after], answer => Assert.Equal([Listed], answer.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal(["Authorization,Content-Type,Idempotency-Key"], before.Headers.GetValues("Access-Control-Allow-Headers"));
        // A browser that sends cookies along would do so for nothing: none is ever read.
        Assert.DoesNotContain(before.Headers.Concat(after.Headers), header => header.Key == "Access-Control-Allow-Credentials");
    }

    [Theory]
    [InlineData("https://evil.example.com")]
    [InlineData("http://app.example.com")]
    [InlineData("https://app.example.com.evil.example")]
    [InlineData("null")]
    public async Task another_origin_is_told_nothing(string origin)
    {
        foreach (var method in new[] { HttpMethod.Options, HttpMethod.Get })
        {
            using var answer = await AskAsync(method, "v1/uploads", origin);
            Assert.DoesNotContain(answer.Headers, header => header.Key == "Access-Control-Allow-Origin");
        }
    }

    [Fact]
    public async Task the_callback_route_is_for_no_origin()
    {
        using var answer = await AskAsync(HttpMethod.Options, "v1/callbacks/oss", Listed);
        Assert.DoesNotContain(answer.Headers, header => header.Key == "Access-Control-Allow-Origin");
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, string origin)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(_host.Url, path));
        request.Headers.Add("Origin", origin);
        if (method == HttpMethod.Options)
        {
            request.Headers.Add("Access-Control-Request-Method", "POST");
            request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
