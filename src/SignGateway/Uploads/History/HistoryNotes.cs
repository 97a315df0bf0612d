using System.Threading.Channels;
using SignGateway.Telemetry;
using SignGateway.Tickets;

namespace SignGateway.Uploads.History;

/// <summary>
/// Takes down what happens to uploads, where it happens. Nobody waits for it: entries are written later, many at a time, and where more come than
/// can be written, the newest are counted and dropped.
/// </summary>
public sealed class HistoryNotes
{
    /// <summary>How many entries wait to be written, at the most.</summary>
    public const int Capacity = 10_000;

    private readonly Channel<HistoryEntry> _waiting = Channel.CreateBounded<HistoryEntry>(Capacity);
    private readonly Replica _replica;
    private readonly GatewayMeter _meter;
    private readonly TimeProvider _time;
    private long _number;

    /// <summary>Signs entries with this replica's name; counts what it drops.</summary>
    public HistoryNotes(Replica replica, GatewayMeter meter, TimeProvider time)
    {
        _replica = replica;
        _meter = meter;
        _time = time;
    }

    internal ChannelReader<HistoryEntry> Waiting => _waiting.Reader;

    /// <summary>Something happened to an upload. Details without a value are left out.</summary>
    public void Add(UploadId id, string what, params ReadOnlySpan<(string Name, string? Value)> detail)
    {
        var count = 0;
        foreach (var (_, value) in detail)
            count += value is null ? 0 : 1;
        var kept = new Dictionary<string, string>(count);
        foreach (var (name, value) in detail)
        {
            if (value is not null)
                kept[name] = value;
        }

        Add(id, what, kept);
    }

    /// <summary>Something happened to an upload.</summary>
    internal void Add(UploadId id, string what, IReadOnlyDictionary<string, string> detail)
    {
        if (!_waiting.Writer.TryWrite(new HistoryEntry(id, _time.GetUtcNow(), _replica.Name, Interlocked.Increment(ref _number), what, detail)))
            _meter.HistoryDropped(1);
    }
}
