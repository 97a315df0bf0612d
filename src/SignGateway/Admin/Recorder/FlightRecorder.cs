using Microsoft.Extensions.Options;
using SignGateway.Telemetry;
using SignGateway.Uploads;

namespace SignGateway.Admin.Recorder;

/// <summary>The latest deliveries to this replica's callback route, in memory, for whoever has to find out why one was refused.</summary>
internal sealed class FlightRecorder(IOptions<AdminOptions> options, Replica replica) : ICallbackWatch
{
    // Large bodies, which are nobody's of ours, make it remember fewer.
    private const long MaxCharacters = 64 << 20;

    private readonly Lock _lock = new();
    private readonly Queue<RecordedAttempt> _attempts = [];
    private long _characters;
    private long _last;

    /// <summary>Told of every attempt once it is kept, where it happens: must neither wait nor throw.</summary>
    public event Action<RecordedAttempt>? Recorded;

    public void Attempted(CallbackAttempt attempt)
    {
        if (options.Value.RecorderSize == 0)
            return;

        var recorded = new RecordedAttempt(NextNumber(attempt.At), replica.Name, attempt);
        lock (_lock)
        {
            _attempts.Enqueue(recorded);
            _characters += recorded.Weight;
            while (_attempts.Count > options.Value.RecorderSize || _characters > MaxCharacters)
                _characters -= _attempts.Dequeue().Weight;
        }

        Recorded?.Invoke(recorded);
    }

    /// <summary>What is kept, oldest first.</summary>
    public RecordedAttempt[] Snapshot()
    {
        lock (_lock)
            return [.. _attempts];
    }

    // Microseconds since 1970: in the order of time, below what a number of JavaScript holds, and another on each replica.
    private long NextNumber(DateTimeOffset at)
    {
        var now = (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        while (true)
        {
            var last = Interlocked.Read(ref _last);
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
                return next;
        }
    }
}
