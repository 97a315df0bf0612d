using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Authentication;

/// <summary>A Host at its wordiest that trusts two issuers: one that publishes its keys, and one whose key it is configured with.</summary>
public sealed class IssuerLoop : IAsyncLifetime
{
    public StandInIssuer Issuer { get; private set; } = null!;

    public WatchedLoop Loop { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Issuer = await StandInIssuer.StartAsync();
        Loop = await WatchedLoop.StartAsync(new(Issuer.Settings)
        {
            ["Logging__LogLevel__Default"] = "Trace",
            ["Logging__LogLevel__Microsoft.AspNetCore"] = "Trace",
            ["Logging__LogLevel__System.Net.Http"] = "Trace",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Loop.DisposeAsync();
        await Issuer.DisposeAsync();
    }

    public async Task<int> StatusAsync(string token)
    {
        using var client = new GatewayClient(Loop.Host.Url, token);
        var (status, body) = await client.SendAsync(HttpMethod.Get, "/v1/uploads");
        if (status != 200)
            Assert.Equal("unauthenticated", (string)body!["code"]!);
        return status;
    }
}
