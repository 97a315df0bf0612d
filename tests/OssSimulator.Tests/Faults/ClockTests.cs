using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Faults;

public sealed class ClockTests
{
    [Fact]
    public async Task tells_the_time_of_its_own_clock()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        Assert.Equal(RunningSimulator.Start, await DateAsync(simulator));
        simulator.Time.Now += TimeSpan.FromHours(24);
        Assert.Equal(RunningSimulator.Start.AddHours(24), await DateAsync(simulator));
        simulator.Server.Faults.ClockOffset = TimeSpan.FromMinutes(-10);
        Assert.Equal(RunningSimulator.Start.AddHours(24).AddMinutes(-10), await DateAsync(simulator));
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(-10, true)]
    [InlineData(16, false)]
    [InlineData(-16, false)]
    public async Task checks_requests_by_its_own_clock(int minutes, bool isTaken)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.ClockOffset = TimeSpan.FromMinutes(minutes);
        using var answer = await simulator.SendAsync(new SignedRequest(HttpMethod.Get, "k"));
        await Refusal.ReadAsync(answer, isTaken ? 404 : 403, isTaken ? "NoSuchKey" : "RequestTimeTooSkewed");
        if (isTaken) await simulator.AssumeAsync(new SignedCall());
        else await simulator.RefusedAsync(new SignedCall(), 400, "InvalidTimeStamp.Expired");
    }

    [Fact]
    public async Task checks_policies_by_its_own_clock()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.ClockOffset = TimeSpan.FromMinutes(10);
        await simulator.RefusedAsync(new SignedForm { Life = TimeSpan.FromMinutes(10) }, 403, "AccessDenied");
        using var longer = await simulator.PostAsync(new SignedForm { Life = TimeSpan.FromMinutes(11) });
        Assert.Equal(200, (int)longer.StatusCode);
        Assert.Equal(RunningSimulator.Start.AddMinutes(10), longer.Headers.Date);
    }

    [Fact]
    public async Task ends_keys_by_its_own_clock()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.ClockOffset = TimeSpan.FromMinutes(10);
        var key = await simulator.AssumeAsync();
        Assert.Equal(RunningSimulator.Start.AddMinutes(70), key.Expiration);
        Assert.Equal(RunningSimulator.Start.AddMinutes(10), simulator.Server.StsCalls[0].Time);
    }

    private static async Task<DateTimeOffset?> DateAsync(RunningSimulator simulator)
    {
        using var answer = await simulator.Client.GetAsync(new Uri(simulator.Server.Url, "/callback_pub_key_v1.pem"), TestContext.Current.CancellationToken);
        return answer.Headers.Date;
    }
}
