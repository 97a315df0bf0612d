using System.Buffers;
using Microsoft.Extensions.Options;
using SignGateway.Telemetry;
using SignGateway.Uploads;

namespace SignGateway.Admin.Recorder;

/// <summary>
/// The latest deliveries to this replica's callback route, in memory, for whoever has to find out why one was refused. On a callback's way it
/// takes a delivery in, and no more; what may be kept of it is sorted out a moment later.
/// </summary>
internal sealed class FlightRecorder(IOptions<AdminOptions> options, Replica replica) : ICallbackWatch
{
    // Large bodies, which are nobody's of ours, make it remember fewer.
    private const long MaxCharacters = 64 << 20;

    // A moment's worth. Should more come, whoever brings it helps to sort it out.
    private const int MaxFresh = 2000;
    private const long MaxFreshBytes = 4 << 20;

    private readonly Lock _lock = new();
    private readonly Lock _settling = new();
    private readonly List<CallbackAttempt> _fresh = [];
    private readonly Queue<RecordedAttempt> _attempts = [];
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private long _characters;
    private long _freshBytes;
    private long _last;

    /// <summary>Told of every attempt once it is kept: must neither wait nor throw.</summary>
    public event Action<RecordedAttempt>? Recorded;

    public void Attempted(CallbackAttempt attempt)
    {
        if (options.Value.RecorderSize == 0)
            return;

        bool isFull;
        lock (_lock)
        {
            _fresh.Add(attempt);
            _freshBytes += attempt.Body.Length;
            isFull = _fresh.Count >= MaxFresh || _freshBytes >= MaxFreshBytes;
        }

        if (isFull)
            Settle();
    }

    /// <summary>Keeps what may be kept of all that has come in.</summary>
    public void Settle()
    {
        // One at a time, so that they keep their order.
        lock (_settling)
        {
            foreach (var attempt in TakeFresh())
            {
                _buffer.ResetWrittenCount();
                Keep(new RecordedAttempt(NextNumber(attempt.At), replica.Name, attempt, _buffer));
            }
        }
    }

    /// <summary>What is kept, oldest first.</summary>
    public RecordedAttempt[] Snapshot()
    {
        Settle();
        lock (_lock)
            return [.. _attempts];
    }

    /// <summary>Forgets what came before a time.</summary>
    public void Forget(DateTimeOffset before)
    {
        Settle();
        lock (_lock)
        {
            while (_attempts.TryPeek(out var oldest) && oldest.At < before)
                _characters -= _attempts.Dequeue().Weight;
        }
    }

    private List<CallbackAttempt> TakeFresh()
    {
        lock (_lock)
        {
            var fresh = _fresh.ToList();
            _fresh.Clear();
            _freshBytes = 0;
            return fresh;
        }
    }

    private void Keep(RecordedAttempt recorded)
    {
        lock (_lock)
        {
            _attempts.Enqueue(recorded);
            _characters += recorded.Weight;
            while (_attempts.Count > options.Value.RecorderSize || _characters > MaxCharacters)
                _characters -= _attempts.Dequeue().Weight;
        }

        Recorded?.Invoke(recorded);
    }

    // Microseconds since 1970: in the order of time, below what a number of JavaScript holds, and another on each replica.
    private long NextNumber(DateTimeOffset at) => _last = Math.Max((at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond, _last + 1);
}
