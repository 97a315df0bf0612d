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

    // OSS repeats nothing: many repeats are somebody's who sends one again and again, and must not fill the disk by it.
    private const int RepeatsPerSecond = 100;

    private readonly Channel<HistoryEntry> _waiting = Channel.CreateBounded<HistoryEntry>(Capacity);
    private readonly Replica _replica;
    private readonly GatewayMeter _meter;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private long _number;
    private long _repeatsAt;
    private int _repeats;

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

    /// <summary>Whether what only happened again is to be noted, as a few of each second are; one that is not is counted.</summary>
    internal bool TakesRepeat()
    {
        var second = _time.GetUtcNow().ToUnixTimeSeconds();
        lock (_lock)
        {
            if (second != _repeatsAt)
                (_repeatsAt, _repeats) = (second, 0);
            if (_repeats++ < RepeatsPerSecond)
                return true;
        }

        _meter.HistoryDropped(1);
        return false;
    }

    /// <summary>Something happened to an upload.</summary>
    internal void Add(UploadId id, string what, IReadOnlyDictionary<string, string> detail)
    {
        if (!_waiting.Writer.TryWrite(new HistoryEntry(id, _time.GetUtcNow(), _replica.Name, Interlocked.Increment(ref _number), what, detail)))
            _meter.HistoryDropped(1);
    }
}
