using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Edge;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Proxies;

/// <summary>Whose X-Forwarded-* headers are believed.</summary>
public sealed class ForwardedTests
{
    [Theory]
    [InlineData(null, null, "")]
    [InlineData("SignGateway__ForwardedHeaders__KnownProxies__0", "10.9.8.7", "")]
    [InlineData("SignGateway__ForwardedHeaders__KnownProxies__0", "127.0.0.1", "/below")]
    [InlineData("SignGateway__ForwardedHeaders__KnownNetworks__0", "127.0.0.0/8", "/below")]
    public async Task only_those_of_listed_proxies(string? key, string? value, string prefix)
    {
        var tokens = new Jwt();
        await using var app = await UpstreamApp.StartAsync();
        var settings = new Dictionary<string, string>([.. tokens.Settings, .. EdgeLoop.SettingsFor(app)]);
        if (key is not null)
            settings[key] = value!;
        await using var host = await HostProcess.StartNewAsync(settings);

        using var http = new HttpClient { BaseAddress = host.Url };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/uploads") { Content = new StringContent("""{"fileName":"a.bin"}""", Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.For("alice"));
        request.Headers.Add("X-Forwarded-Prefix", "/below");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var grant = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.StartsWith($"{prefix}/v1/uploads/", (string)grant["statusUrl"]!, StringComparison.Ordinal);

        // What the first of two says was written by whoever called the proxy.
        Assert.Equal(200, await RawHttp.GetAsync(host.Url, "/api", "X-Forwarded-For: 6.6.6.6, 9.9.9.9", "X-Forwarded-Proto: https", "X-Forwarded-Host: www.example.com"));
        var believed = prefix.Length > 0;
        Assert.Equal([believed ? "9.9.9.9" : "127.0.0.1"], app.Last.Header("X-Forwarded-For"));
        Assert.Equal([believed ? "https" : "http"], app.Last.Header("X-Forwarded-Proto"));
        Assert.Equal([believed ? "www.example.com" : host.Url.Authority], app.Last.Header("X-Forwarded-Host"));
    }

    [Fact]
    public async Task wrong_lists_and_the_switch_that_believes_everybody_stop_the_start()
    {
        await using var host = new HostProcess(new Dictionary<string, string>
        {
            ["SignGateway__ForwardedHeaders__KnownProxies__0"] = "proxy.local",
            ["SignGateway__ForwardedHeaders__KnownNetworks__0"] = "10.0.0.0/99",
            ["SignGateway__ForwardedHeaders__KnownNetworks__1"] = "0.0.0.0/0",
            ["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true",
        });
        Assert.NotEqual(0, await host.RunToEndAsync());
        foreach (var key in new[] { "KnownProxies:0", "KnownNetworks:0", "KnownNetworks:1", "ForwardedHeaders_Enabled" })
            Assert.Contains(key, host.Output, StringComparison.Ordinal);
    }
}
