using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Tests.Infrastructure;
using SignGateway.Uploads;
using Xunit;

namespace SignGateway.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task live_and_ready_need_no_user()
    {
        await using var gateway = await TestGateway.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await gateway.SendAsync(HttpMethod.Get, "/health/live", user: null)).Status);
        var (status, body, _) = await gateway.SendAsync(HttpMethod.Get, "/health/ready", user: null);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"ledger":{"state":"ok"},"guard":{"state":"ok"},"credentials":{"state":"ok"}}""", body["dependencies"]!.ToJsonString());
    }

    [Fact]
    public async Task a_guard_that_is_away_degrades_and_does_not_unready()
    {
        await using var gateway = await TestGateway.StartAsync(register: services => services.AddSingleton<IReplayGuard, AbsentGuard>());
        var (status, body, _) = await gateway.SendAsync(HttpMethod.Get, "/health/ready", user: null);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("degraded", (string)body["dependencies"]!["guard"]!["state"]!);
    }

    [Fact]
    public async Task what_is_away_is_told_by_its_state_and_not_by_its_error()
    {
        await using var gateway = await TestGateway.StartAsync(register: services => services.AddSingleton<IReplayGuard, AbsentGuard>());
        var (_, body, _) = await gateway.SendAsync(HttpMethod.Get, "/health/ready", user: null);
        Assert.Equal(
            """{"status":"degraded","dependencies":{"ledger":{"state":"ok"},"guard":{"state":"degraded"},"credentials":{"state":"ok"}}}""", body.ToJsonString());
    }
}
