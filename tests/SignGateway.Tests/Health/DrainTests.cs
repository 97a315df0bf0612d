using System.Net;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Health;

public sealed class DrainTests
{
    [Fact]
    public async Task after_a_signal_ready_says_draining_and_everything_else_is_served()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Signal();
        var (status, body, _) = await gateway.SendAsync(HttpMethod.Get, "/health/ready", user: null);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, """{"status":"draining"}"""), (status, body.ToJsonString()));
        Assert.Equal(HttpStatusCode.OK, (await gateway.SendAsync(HttpMethod.Get, "/health/live", user: null)).Status);
        var grant = await gateway.SignAsync();
        Assert.Equal(HttpStatusCode.OK, (await new OssCallback(grant).SendAsync(gateway)).Status);
    }

    [Theory]
    [InlineData(null, 5)]
    [InlineData("00:00:30", 30)]
    public async Task goes_on_serving_for_the_delay_and_then_lets_a_wait_go_with_the_present_state(string? delay, int seconds)
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["SignGateway:DrainDelay"] = delay });
        var grant = await gateway.SignAsync();
        gateway.Signal();
        var stop = gateway.StopAsync();
        // Longer than this clock is set on, so only the gateway's end ends it.
        var wait = gateway.SendAsync(HttpMethod.Get, $"/v1/uploads/{grant["id"]}?wait=20");
        for (var passed = 1; passed < Math.Min(seconds, 19); passed++)
        {
            gateway.Time.Pass(TimeSpan.FromSeconds(1));
            Assert.Equal(HttpStatusCode.OK, (await gateway.SendAsync(HttpMethod.Get, "/health/live", user: null)).Status);
        }

        Assert.False(stop.IsCompleted);
        gateway.Time.Pass(TimeSpan.FromSeconds(seconds));
        Assert.Equal("issued", (string)(await wait).Body["state"]!);
        await stop;
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => gateway.SendAsync(HttpMethod.Get, "/health/live", user: null));
    }

    [Fact]
    public async Task a_wait_that_begins_after_the_delay_is_answered_at_once()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["SignGateway:DrainDelay"] = "00:00:00" });
        var grant = await gateway.SignAsync();
        var wait = gateway.SendAsync(HttpMethod.Get, $"/v1/uploads/{grant["id"]}?wait=20");
        gateway.Signal();
        await gateway.StopAsync();
        Assert.Equal("issued", (string)(await wait).Body["state"]!);
    }

    [Fact]
    public async Task an_application_that_stops_its_host_itself_need_not_wait()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["SignGateway:DrainDelay"] = "00:05:00" });
        await gateway.StopAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => gateway.SendAsync(HttpMethod.Get, "/health/live", user: null));
    }

    [Theory]
    [InlineData("-00:00:01")]
    [InlineData("00:05:01")]
    [InlineData("soon")]
    public async Task a_delay_that_cannot_be_meant_stops_the_start(string delay)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => TestGateway.StartAsync(new() { ["SignGateway:DrainDelay"] = delay }));
        Assert.Contains("SignGateway:DrainDelay", fault.Message, StringComparison.Ordinal);
    }
}
