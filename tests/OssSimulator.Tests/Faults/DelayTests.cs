using OssSimulator.Tests.Callbacks;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Faults;

public sealed class DelayTests
{
    private static readonly TimeSpan Never = TimeSpan.FromDays(1);

    [Fact]
    public async Task lets_the_uploader_see_203_and_the_callback_arrive_late()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync(options => options.CallbackTimeout = TimeSpan.FromMilliseconds(500));
        var arrival = Arrival(receiver, Task.CompletedTask);
        simulator.Server.Faults.DelayTime = TimeSpan.FromMilliseconds(800);
        simulator.Server.Faults.Delay = 1;
        using (var late = await simulator.PostAsync(CallbackForm.To(receiver.Url)))
        {
            var error = await Refusal.ReadAsync(late, 203, "CallbackFailed");
            Assert.EndsWith("reply timeout, cost:500ms, timeout:500ms (err -4, errno110)", error.Element("Message")!.Value, StringComparison.Ordinal);
        }

        await arrival;
        await simulator.Server.DisposeAsync();
        Assert.Single(receiver.Received);
        var record = Assert.Single(simulator.Server.Callbacks);
        Assert.Equal((200, null), (record.Status, record.Failure));
    }

    [Fact]
    public async Task is_over_when_the_number_is_used_up()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync(options => options.CallbackTimeout = TimeSpan.FromMilliseconds(500));
        simulator.Server.Faults.DelayTime = Never;
        simulator.Server.Faults.Delay = 1;
        using var late = await simulator.PostAsync(CallbackForm.To(receiver.Url));
        await Refusal.ReadAsync(late, 203, "CallbackFailed");
        Assert.Equal(0, simulator.Server.Faults.Delay);
        using var next = await simulator.PostAsync(CallbackForm.To(receiver.Url));
        Assert.Equal(200, (int)next.StatusCode);
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task shorter_than_the_time_out_does_no_harm()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        simulator.Server.Faults.DelayTime = TimeSpan.FromMilliseconds(1);
        simulator.Server.Faults.Delay = 1;
        using var answer = await simulator.PostAsync(CallbackForm.To(receiver.Url));
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task outlives_an_uploader_who_leaves()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        var left = new TaskCompletionSource();
        var arrival = Arrival(receiver, left.Task);
        simulator.Server.Faults.DelayTime = TimeSpan.FromMilliseconds(200);
        simulator.Server.Faults.Delay = 1;
        using var uploader = new CancellationTokenSource();
        var upload = UploadAsync(simulator, receiver, uploader.Token);
        await WaitForAsync(() => simulator.Server.Faults.Delay == 0);
        await uploader.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        left.SetResult();
        await arrival;
        await simulator.Server.DisposeAsync();
        Assert.Equal(200, Assert.Single(simulator.Server.Callbacks).Status);
    }

    [Fact]
    public async Task ends_with_the_simulator()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync(options => options.CallbackTimeout = Never);
        simulator.Server.Faults.DelayTime = Never;
        simulator.Server.Faults.Delay = 1;
        var upload = UploadAsync(simulator, receiver, TestContext.Current.CancellationToken);
        await WaitForAsync(() => simulator.Server.Faults.Delay == 0);
        await simulator.Server.DisposeAsync();
        using var answer = await upload;
        await Refusal.ReadAsync(answer, 203, "CallbackFailed");
        Assert.Empty(receiver.Received);
    }

    private static Task Arrival(CallbackReceiver receiver, Task mayAnswer)
    {
        var arrived = new TaskCompletionSource();
        receiver.Answer = async context =>
        {
            arrived.TrySetResult();
            await mayAnswer;
            await CallbackReceiver.JsonAsync(context, "{}");
        };
        return arrived.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    private static Task<HttpResponseMessage> UploadAsync(RunningSimulator simulator, CallbackReceiver receiver, CancellationToken cancellationToken)
    {
        var content = CallbackForm.To(receiver.Url).Build().ToContent();
        return simulator.Client.PostAsync(new Uri(simulator.Server.Url, "demo-bucket"), content, cancellationToken);
    }

    private static async Task WaitForAsync(Func<bool> isSo)
    {
        while (!isSo()) await Task.Delay(5, TestContext.Current.CancellationToken);
    }
}
