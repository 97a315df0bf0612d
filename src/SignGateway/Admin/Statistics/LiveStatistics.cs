using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using SignGateway.Telemetry;

namespace SignGateway.Admin.Statistics;

/// <summary>
/// Counts what the gateway's own meter measures, by minute, quarter of an hour and hour. It holds the buckets that are not over or not saved
/// yet; what cannot be saved for hours is lost, the oldest first.
/// </summary>
internal sealed class LiveStatistics : IDisposable
{
    /// <summary>The lengths of buckets in seconds.</summary>
    public static readonly int[] Steps = [60, 900, 3600];

    private const int MaxBuckets = 300;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<(long At, int Step), Bucket> _buckets = [];
    private readonly MeterListener _listener = new();
    private readonly Replica _replica;
    private readonly TimeProvider _time;
    private Bucket[] _current = [];
    private long _minute;

    public LiveStatistics(IMeterFactory meters, Replica replica, TimeProvider time)
    {
        _replica = replica;
        _time = time;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Other gateways of this process have meters of the same name.
            if (instrument.Meter.Name == GatewayMeter.Name && ReferenceEquals(instrument.Meter.Scope, meters) && StatisticsNames.AreMadeOf(instrument.Name))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) => Count(StatisticsNames.Of(instrument.Name, StatisticsNames.TagOf(instrument.Name, tags)), count));
        _listener.SetMeasurementEventCallback<double>((instrument, seconds, _, _) => Count(StatisticsNames.Of(instrument.Name, seconds), 1));
        _listener.Start();
    }

    /// <summary>What is held now, and the bucket of this minute even if nothing was counted: it shows that this replica lives.</summary>
    public IReadOnlyList<StatisticsBucket> Snapshot()
    {
        lock (_lock)
        {
            Find(_time.GetUtcNow().ToUnixTimeSeconds(), Steps[0]);
            return [.. _buckets.Select(pair => new StatisticsBucket(
                pair.Key.Step, DateTimeOffset.FromUnixTimeSeconds(pair.Key.At), _replica.Name, new Dictionary<string, long>(pair.Value.Counts)))];
        }
    }

    /// <summary>Lets go of the buckets that are over, as far as nothing was counted since they were saved.</summary>
    public void Saved(IReadOnlyList<StatisticsBucket> saved)
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        lock (_lock)
        {
            foreach (var bucket in saved)
            {
                var key = (bucket.At.ToUnixTimeSeconds(), bucket.StepSeconds);
                if (bucket.At.ToUnixTimeSeconds() + bucket.StepSeconds <= now && _buckets.TryGetValue(key, out var held) && held.Total == bucket.Counts.Values.Sum())
                    _buckets.Remove(key);
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Count(string? name, long count)
    {
        if (name is null)
            return;
        lock (_lock)
        {
            foreach (var bucket in Current())
                bucket.Add(name, count);
        }
    }

    // The buckets of now, one for each step. They stay the same for a minute, the length of the shortest.
    private Bucket[] Current()
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        var minute = now - (now % Steps[0]);
        return _current.Length > 0 && minute == _minute ? _current : _current = Begin(minute);
    }

    private Bucket[] Begin(long minute)
    {
        _minute = minute;
        return [.. Steps.Select(step => Find(minute, step))];
    }

    private Bucket Find(long now, int step)
    {
        var key = (now - (now % step), step);
        if (_buckets.TryGetValue(key, out var bucket))
            return bucket;
        if (_buckets.Count >= MaxBuckets)
            _buckets.Remove(_buckets.Keys.First());
        return _buckets[key] = new Bucket();
    }

    private sealed class Bucket
    {
        public Dictionary<string, long> Counts { get; } = [];

        public long Total { get; private set; }

        public void Add(string name, long count)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(Counts, name, out _) += count;
            Total += count;
        }
    }
}
