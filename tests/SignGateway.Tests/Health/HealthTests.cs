using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Telemetry;
using SignGateway.Tests.Infrastructure;
using SignGateway.Uploads;
using Xunit;

namespace SignGateway.Tests.Health;

public sealed class HealthTests
{
    private const string Start = "2026-01-01T12:00:00Z";

    [Fact]
    public async Task live_and_ready_need_no_user()
    {
        await using var gateway = await TestGateway.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await gateway.SendAsync(HttpMethod.Get, "/health/live", user: null)).Status);
        Assert.Equal(HttpStatusCode.OK, (await gateway.SendAsync(HttpMethod.Get, "/health/ready", user: null)).Status);
    }

    [Fact]
    public async Task ready_names_each_dependency_its_state_and_since_when()
    {
        await using var gateway = await TestGateway.StartAsync();
        var (_, body, _) = await gateway.SendAsync(HttpMethod.Get, "/health/ready", user: null);
        Assert.Equal("ok", (string)body["status"]!);
        Assert.Equal(["ledger", "guard", "credentials", "callbackKey", "sweep"], body["dependencies"]!.AsObject().Select(dependency => dependency.Key));
        Assert.All(body["dependencies"]!.AsObject(), dependency => Assert.Equal($$"""{"state":"ok","since":"{{Start}}"}""", dependency.Value!.ToJsonString()));
    }

    [Fact]
    public async Task a_guard_that_is_away_degrades_and_does_not_unready_and_its_error_is_not_told()
    {
        await using var gateway = await TestGateway.StartAsync(register: services => services.AddSingleton<IReplayGuard, AbsentGuard>());
        gateway.Time.Pass(TimeSpan.FromSeconds(10));
        var (status, body, _) = await gateway.SendAsync(HttpMethod.Get, "/health/ready", user: null);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("degraded", (string)body["status"]!);
        Assert.Equal("""{"state":"degraded","since":"2026-01-01T12:00:10Z"}""", body["dependencies"]!["guard"]!.ToJsonString());
    }

    [Fact]
    public async Task a_state_keeps_its_beginning_while_it_lasts()
    {
        await using var gateway = await TestGateway.StartAsync(register: services => services.AddSingleton<IReplayGuard, AbsentGuard>());
        var first = await StateAsync(gateway, "guard");
        gateway.Time.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(first, await StateAsync(gateway, "guard"));
    }

    [Fact]
    public async Task a_ledger_that_is_away_makes_it_unready()
    {
        var faulty = new FaultyLedger();
        await using var gateway = await TestGateway.StartAsync(register: services => services.AddSingleton<IUploadLedger>(faulty));
        faulty.Fault = _ => throw new LedgerUnavailableException("away");
        var (status, body, _) = await gateway.SendAsync(HttpMethod.Get, "/health/ready", user: null);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "down", "down"), (status, (string?)body["status"], (string?)body["dependencies"]!["ledger"]!["state"]));
        faulty.Fault = _ => Task.CompletedTask;
        Assert.Equal(HttpStatusCode.OK, (await gateway.SendAsync(HttpMethod.Get, "/health/ready", user: null)).Status);
    }

    [Fact]
    public async Task a_sweep_whose_pass_does_not_end_is_degraded_from_when_it_was_late()
    {
        await using var gateway = await TestGateway.StartAsync();
        await gateway.StopSweepingAsync();
        gateway.Time.Pass(TimeSpan.FromMinutes(4));
        Assert.Equal("ok", (await StateAsync(gateway, "sweep")).State);
        gateway.Time.Pass(TimeSpan.FromMinutes(4));
        var (state, since) = await StateAsync(gateway, "sweep");
        Assert.Equal("degraded", state);
        Assert.InRange(since, At("2026-01-01T12:04:00Z"), At("2026-01-01T12:06:00Z"));
    }

    [Fact]
    public async Task a_callback_key_that_could_not_be_fetched_degrades_for_as_long_as_it_is_asked_for()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Keys.Answer = _ => new HttpResponseMessage(HttpStatusCode.NotFound);
        var grant = await gateway.SignAsync();
        await new OssCallback(grant).SendAsync(gateway);
        Assert.Equal("degraded", (await StateAsync(gateway, DependencyStates.CallbackKey)).State);
        gateway.Time.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal("ok", (await StateAsync(gateway, DependencyStates.CallbackKey)).State);
    }

    private static async Task<(string State, DateTimeOffset Since)> StateAsync(TestGateway gateway, string name)
    {
        var (status, body, _) = await gateway.SendAsync(HttpMethod.Get, "/health/ready", user: null);
        Assert.True(body["dependencies"] is not null, $"{(int)status} {body.ToJsonString()}");
        var dependency = body["dependencies"]![name]!.AsObject();
        return ((string)dependency["state"]!, At((string)dependency["since"]!));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
