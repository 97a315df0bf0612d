using OssSimulator.Callbacks;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Callbacks;

public sealed class CallbackLogTests
{
    [Fact]
    public async Task shows_what_was_sent_and_answered()
    {
        await using var receiver = await CallbackReceiver.StartAsync();
        await using var simulator = await RunningSimulator.StartAsync();
        using var answer = await simulator.PostAsync(CallbackForm.To(new Uri(receiver.Url, "cb?a=1")));
        var record = Assert.Single(simulator.Server.Callbacks);
        var callback = Assert.Single(receiver.Received);
        Assert.Equal(receiver.Url + "cb?a=1", record.Url);
        Assert.Equal(callback.Text, record.Body);
        Assert.Equal(callback.Headers["Authorization"], record.Headers["authorization"]);
        Assert.Equal((200, """{"status":"ok"}""", null), (record.Status, record.Answer, record.Failure));
    }

    [Fact]
    public void remembers_the_last_thousand_callbacks() => Assert.Equal(Enumerable.Range(1, 1000), Remembered(new SimulatorOptions(), 1001));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    public void remembers_as_many_as_it_is_told(int size) =>
        Assert.Equal(Enumerable.Range(2, size), Remembered(new SimulatorOptions { CallbackLogSize = size }, size + 2));

    [Fact]
    public void cannot_remember_fewer_than_none() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CallbackLog(new SimulatorOptions { CallbackLogSize = -1 }));

    private static IEnumerable<int> Remembered(SimulatorOptions options, int count)
    {
        var log = new CallbackLog(options);
        var record = new CallbackRecord("", new Dictionary<string, string>(), "", null, "", null);
        for (var i = 0; i < count; i++) log.Add(record with { Status = i });
        return log.Records.Select(kept => kept.Status!.Value);
    }
}
