using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Callbacks;

public sealed class FaultTests
{
    [Fact]
    public async Task drops_as_many_callbacks_as_it_is_told()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.Drop = 1;
        using var dropped = await simulator.PostAsync(CallbackForm.To(receiver.Url));
        await Refusal.ReadAsync(dropped, 203, "CallbackFailed");
        Assert.Empty(receiver.Received);
        using var next = await simulator.PostAsync(CallbackForm.To(receiver.Url));
        Assert.Equal(200, (int)next.StatusCode);
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task sends_as_many_callbacks_twice_as_it_is_told()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        using var set = await simulator.PutFaultsAsync(new { repeat = 1 });
        Assert.Equal(200, (int)set.StatusCode);
        Assert.Equal((0, 1), (simulator.Server.Faults.Drop, simulator.Server.Faults.Repeat));

        using var twice = await simulator.PostAsync(CallbackForm.To(receiver.Url));
        Assert.Equal(2, receiver.Received.Count);
        Assert.Equal(receiver.Received[0].Text, receiver.Received[1].Text);
        Assert.Equal(receiver.Received[0].Headers["Authorization"], receiver.Received[1].Headers["Authorization"]);
        using var once = await simulator.PostAsync(CallbackForm.To(receiver.Url));
        Assert.Equal(3, receiver.Received.Count);
    }
}
