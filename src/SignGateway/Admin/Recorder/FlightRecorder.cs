using Microsoft.Extensions.Options;
using SignGateway.Telemetry;
using SignGateway.Uploads;
using SignGateway.Uploads.InMemory;

namespace SignGateway.Admin.Recorder;

/// <summary>
/// The latest deliveries to this replica's callback route, in memory, for whoever has to find out why one was refused. On a callback's way it
/// takes a delivery in, and no more; what may be kept of it is sorted out a moment later.
/// </summary>
internal sealed class FlightRecorder(IOptions<AdminOptions> options, Replica replica) : ICallbackWatch
{
    // A moment's worth. Should more come, whoever brings it helps to sort it out.
    private const int MaxFresh = 2000;
    private const long MaxFreshBytes = 4 << 20;

    // Deliveries wait for this one, so nothing is done under it that takes time.
    private readonly Lock _arriving = new();
    private List<CallbackAttempt> _fresh = [];
    private long _freshBytes;

    // For all the rest. Whoever holds it may take the other, and nobody takes it holding the other.
    private readonly Lock _keeping = new();
    private readonly KeptAttempts _kept = new(new ByteBlocks());
    private readonly AttemptBytes _bytes = new();
    private List<CallbackAttempt> _settling = [];
    private long _last;

    public void Attempted(CallbackAttempt attempt)
    {
        if (options.Value.RecorderSize == 0)
            return;

        bool isFull;
        lock (_arriving)
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
        lock (_keeping)
        {
            TakeFresh();
            try
            {
                foreach (var attempt in _settling)
                    Keep(attempt);
            }
            finally
            {
                _settling.Clear();
            }
        }
    }

    /// <summary>What is kept, newest first. Each is read only when its turn comes, and left out if it is forgotten by then.</summary>
    public IEnumerable<RecordedAttempt> NewestFirst()
    {
        Settle();
        KeptAttempts.Place[] places;
        lock (_keeping)
            places = [.. _kept.Places];
        for (var index = places.Length - 1; index >= 0; index--)
        {
            if (Read(places[index]) is { } attempt)
                yield return attempt;
        }
    }

    /// <summary>The one with that number; null if it is not kept.</summary>
    public RecordedAttempt? Find(long number)
    {
        Settle();
        lock (_keeping)
            return Read(_kept.Places.FirstOrDefault(place => place.Number == number));
    }

    /// <summary>The first of those that were kept after the one with that number, and the number of the last.</summary>
    public (IReadOnlyList<RecordedAttempt> First, long Last) After(long number, int most)
    {
        lock (_keeping)
            return ([.. _kept.Places.SkipWhile(place => place.Number <= number).Take(most).Select(Read).OfType<RecordedAttempt>()], _last);
    }

    /// <summary>Forgets what came before a time.</summary>
    public void Forget(DateTimeOffset before)
    {
        Settle();
        lock (_keeping)
            _kept.Forget(before);
    }

    private void TakeFresh()
    {
        lock (_arriving)
        {
            (_fresh, _settling) = (_settling, _fresh);
            _freshBytes = 0;
        }
    }

    private void Keep(CallbackAttempt attempt)
    {
        var number = NextNumber(attempt.At);
        _kept.Add(number, attempt.At, _bytes.Write(number, attempt), options.Value.RecorderSize);
    }

    private RecordedAttempt? Read(KeptAttempts.Place place)
    {
        lock (_keeping)
            return _kept.TryFind(place, out var bytes) ? AttemptBytes.Read(bytes, replica.Name) : null;
    }

    // Microseconds since 1970: in the order of time, below what a number of JavaScript holds, and another on each replica.
    private long NextNumber(DateTimeOffset at) => _last = Math.Max((at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond, _last + 1);
}
