using SignGateway.Admin.Stream;
using Xunit;

namespace SignGateway.Tests.Admin.Stream;

public sealed class StreamHubTests
{
    private readonly StreamHub _hub = new();

    [Fact]
    public void who_does_not_read_is_dropped_and_nobody_else()
    {
        var (slow, quick) = (_hub.Join()!, _hub.Join()!);
        for (var count = 0; count < StreamClient.Capacity + 1; count++)
        {
            _hub.Publish(EventText.Comment);
            Assert.True(quick.Events.TryRead(out _));
        }

        Assert.True(slow.Dropped.IsCancellationRequested);
        Assert.False(quick.Dropped.IsCancellationRequested);
    }

    [Fact]
    public void who_reads_in_time_is_not_dropped()
    {
        var client = _hub.Join()!;
        for (var count = 0; count < StreamClient.Capacity; count++)
            _hub.Publish(EventText.Comment);

        Assert.False(client.Dropped.IsCancellationRequested);
    }

    [Fact]
    public void there_is_room_for_so_many_and_again_when_one_leaves()
    {
        var clients = Enumerable.Range(0, StreamHub.MaxClients).Select(_ => _hub.Join()!).ToList();
        Assert.Null(_hub.Join());

        _hub.Leave(clients[0]);

        Assert.NotNull(_hub.Join());
    }

    [Fact]
    public void knows_whether_anybody_listens()
    {
        Assert.False(_hub.IsHeard);
        var client = _hub.Join()!;
        Assert.True(_hub.IsHeard);
        _hub.Leave(client);
        Assert.False(_hub.IsHeard);
    }
}
