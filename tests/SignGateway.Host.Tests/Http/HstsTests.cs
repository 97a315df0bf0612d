using System.Globalization;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Http;

/// <summary>Whom the gateway tells to come over https only.</summary>
public sealed class HstsTests
{
    private const string Hsts = "\r\nStrict-Transport-Security: max-age=31536000\r\n";

    [Fact]
    public async Task outside_development_who_came_over_https_by_a_listed_proxys_word()
    {
        await using var storage = await WatchedStorage.StartAsync();
        await using var host = await StartAsync(storage, "Production");
        Assert.Contains(Hsts, await GetAsync(host, "https"), StringComparison.Ordinal);
        Assert.Contains(Hsts, await GetAsync(host, "https", path: "/nothing", status: 404), StringComparison.Ordinal);
        Assert.Contains(Hsts, await GetAsync(host, "https", path: "/admin/"), StringComparison.Ordinal);
        Assert.DoesNotContain("Strict-Transport-Security", await GetAsync(host, "http"), StringComparison.Ordinal);
        Assert.DoesNotContain("Strict-Transport-Security", await GetAsync(host, null), StringComparison.Ordinal);
        Assert.DoesNotContain("Strict-Transport-Security", await GetAsync(host, "https", "localhost:5080"), StringComparison.Ordinal);
        Assert.DoesNotContain("Strict-Transport-Security", await GetAsync(host, "https", "[::1]:5080"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task nobody_by_the_word_of_a_stranger()
    {
        await using var storage = await WatchedStorage.StartAsync();
        await using var host = await StartAsync(storage, "Production", proxy: "10.9.8.7");
        Assert.DoesNotContain("Strict-Transport-Security", await GetAsync(host, "https"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task nobody_in_development()
    {
        await using var storage = await WatchedStorage.StartAsync();
        await using var host = await StartAsync(storage, "Development");
        Assert.DoesNotContain("Strict-Transport-Security", await GetAsync(host, "https"), StringComparison.Ordinal);
    }

    private static Task<HostProcess> StartAsync(WatchedStorage storage, string environment, string proxy = "127.0.0.1") => HostProcess.StartNewAsync(
        new Dictionary<string, string>([.. storage.Settings, .. new Jwt().Settings])
        {
            ["SignGateway__PublicUrl"] = "https://gateway.example.com",
            ["SignGateway__Tickets__Keys__0__Id"] = "k1",
            ["SignGateway__Tickets__Keys__0__Secret"] = Convert.ToBase64String(new byte[32]),
            ["SignGateway__ForwardedHeaders__KnownProxies__0"] = proxy,
        },
        environment);

    private static async Task<string> GetAsync(HostProcess host, string? proto, string name = "gateway.example.com", string path = "/health/live", int status = 200)
    {
        var forwarded = proto is null ? "" : $"X-Forwarded-Proto: {proto}\r\n";
        var answer = await RawHttp.ExchangeAsync(host.Url, $"GET {path} HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n{forwarded}\r\n", TestContext.Current.CancellationToken);
        Assert.Equal(status, int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture));
        return answer;
    }
}
