using System.Text.Json.Nodes;
using OssSimulator.Faults;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Faults;

public sealed class FaultSettingTests
{
    private const string All =
        """
        {"drop":1,"repeat":2,"delay":3,"delayMilliseconds":4000,"everywhere":5,"hangHead":6,"hangMilliseconds":7000,"refuse":8,"refuseStatus":403}
        """;

    [Fact]
    public async Task takes_and_shows_every_fault()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.PutFaultsAsync(JsonNode.Parse(All)!);
        Assert.Equal(All.Trim(), await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var faults = simulator.Server.Faults;
        Assert.Equal((1, 2, 3, 5, 6, 8), (faults.Drop, faults.Repeat, faults.Delay, faults.Everywhere, faults.HangHead, faults.Refuse));
        Assert.Equal((TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(7), 403), (faults.DelayTime, faults.HangTime, faults.RefuseStatus));
    }

    [Fact]
    public async Task leaves_what_is_not_named()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.Delay = 9;
        using var answer = await simulator.PutFaultsAsync(new { repeat = 1 });
        var faults = simulator.Server.Faults;
        Assert.Equal((9, 1, 503), (faults.Delay, faults.Repeat, faults.RefuseStatus));
        Assert.Equal((TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(3)), (faults.DelayTime, faults.HangTime));
    }

    [Theory]
    [InlineData("""{"drop":"many","repeat":1}""")]
    [InlineData("""{"delayMilliseconds":-1,"repeat":1}""")]
    [InlineData("""{"hangMilliseconds":-1,"repeat":1}""")]
    [InlineData("""{"refuseStatus":404,"repeat":1}""")]
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
