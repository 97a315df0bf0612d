using System.Text.Json.Nodes;
using OssSimulator.Faults;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Faults;

public sealed class FaultSettingTests
{
    private const string All =
        """
        {"drop":1,"repeat":2,"delay":3,"delayMilliseconds":4000,"everywhere":5,"cut":13,"mute":14,"hangHead":6,"hangMilliseconds":7000,"refuse":8,"refuseStatus":403,"clockOffsetMilliseconds":-9000,"credentials":{"stsDrop":-1,"stsRefuse":10,"stsThrottle":11,"hangMetadata":12,"disabledKeys":["a"],"revokedRoles":["b","c"],"deniedActions":["oss:PutObject"],"revokeIssuedKeys":false},"parts":{"number":15,"refuse":16,"cut":17,"mute":18,"refuseInitiate":19,"refuseComplete":20}}
        """;

    [Fact]
    public async Task takes_and_shows_every_fault()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.PutFaultsAsync(JsonNode.Parse(All)!);
        Assert.Equal(All.Trim(), await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var faults = simulator.Server.Faults;
        Assert.Equal((1, 2, 3, 5, 6, 8), (faults.Drop, faults.Repeat, faults.Delay, faults.Everywhere, faults.HangHead, faults.Refuse));
        Assert.Equal((13, 14), (faults.Cut, faults.Mute));
        Assert.Equal((TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(7), 403), (faults.DelayTime, faults.HangTime, faults.RefuseStatus));
        Assert.Equal(TimeSpan.FromSeconds(-9), faults.ClockOffset);
        var credentials = faults.Credentials;
        Assert.Equal((-1, 10, 11, 12), (credentials.StsDrop, credentials.StsRefuse, credentials.StsThrottle, credentials.HangMetadata));
        Assert.Equal(["a"], credentials.DisabledKeys);
        Assert.Equal(["b", "c"], credentials.RevokedRoles);
        Assert.Equal(["oss:PutObject"], credentials.DeniedActions);
        var parts = faults.Parts;
        Assert.Equal((15, 16, 17, 18, 19, 20), (parts.Number, parts.Refuse, parts.Cut, parts.Mute, parts.RefuseInitiate, parts.RefuseComplete));
    }

    [Fact]
    public async Task leaves_what_is_not_named()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.Delay = 9;
        simulator.Server.Faults.Credentials.DisabledKeys = ["a"];
        using var answer = await simulator.PutFaultsAsync(new { repeat = 1 });
        var faults = simulator.Server.Faults;
        Assert.Equal((9, 1, 503), (faults.Delay, faults.Repeat, faults.RefuseStatus));
        Assert.Equal((TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(3)), (faults.DelayTime, faults.HangTime));
        Assert.Equal(["a"], faults.Credentials.DisabledKeys);
    }

    [Theory]
    [InlineData("""{"drop":"many","repeat":1}""")]
    [InlineData("""{"delayMilliseconds":-1,"repeat":1}""")]
    [InlineData("""{"hangMilliseconds":-1,"repeat":1}""")]
    [InlineData("""{"refuseStatus":404,"repeat":1}""")]
    [InlineData("""{"credentials":{"disabledKeys":"a"},"repeat":1}""")]
    public async Task changes_nothing_if_it_cannot_use_a_part(string json)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.PutFaultsAsync(JsonNode.Parse(json)!);
        await Refusal.ReadAsync(answer, 400, "InvalidArgument");
        Assert.Equal(0, simulator.Server.Faults.Repeat);
    }

    [Fact]
    public void refuses_values_without_a_meaning()
    {
        var faults = new SimulatorFaults();
        Assert.Throws<ArgumentOutOfRangeException>(() => faults.RefuseStatus = 404);
        Assert.Throws<ArgumentOutOfRangeException>(() => faults.DelayTime = TimeSpan.FromTicks(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => faults.HangTime = TimeSpan.MaxValue);
    }

    [Fact]
    public void happens_without_end_if_the_number_is_negative()
    {
        var faults = new SimulatorFaults { Drop = -1 };
        Assert.True(faults.TakeDrop() && faults.TakeDrop());
        Assert.Equal(-1, faults.Drop);
    }

    [Fact]
    public void counts_right_though_many_take_at_once()
    {
        var faults = new SimulatorFaults { Drop = 1000 };
        var taken = 0;
        Parallel.For(0, 4000, _ =>
        {
            if (faults.TakeDrop()) Interlocked.Increment(ref taken);
        });
        Assert.Equal((1000, 0), (taken, faults.Drop));
    }
}
