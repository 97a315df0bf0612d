using System.Threading.Channels;

namespace SignGateway.Admin.Stream;

/// <summary>One listener. What it has not read yet is bounded; who falls behind further is dropped, and comes back when it can.</summary>
internal sealed class StreamClient : IDisposable
{
    public const int Capacity = 128;

    private readonly Channel<ReadOnlyMemory<byte>> _events = Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly CancellationTokenSource _dropped = new();

    public ChannelReader<ReadOnlyMemory<byte>> Events => _events.Reader;

    /// <summary>Cancelled when it has fallen behind; also what is just being written to it ends then.</summary>
    public CancellationToken Dropped => _dropped.Token;

    public void Offer(ReadOnlyMemory<byte> text)
    {
        // What this wakes leaves the hub, and must not do so while the hub goes through its listeners.
        if (!_events.Writer.TryWrite(text))
            _ = _dropped.CancelAsync();
    }

    public void Dispose() => _dropped.Dispose();
}
