using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Recovery;

/// <summary>Lets all who confirm one upload share one look at its object, at most one a second.</summary>
internal sealed class SharedLooks
{
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(1);

    private readonly LookAtObject _look;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<UploadId, (long Started, Task<ObjectLook> Look)> _looks = [];
    private readonly Queue<(long Started, UploadId Id)> _order = new();

    public SharedLooks(LookAtObject look, TimeProvider time)
    {
        _look = look;
        _time = time;
    }

    /// <summary>What is there now, whatever was seen a moment ago: for whoever has just changed it.</summary>
    public Task<ObjectLook> AnewAsync(UploadRecord upload, CancellationToken cancellationToken) => _look.ExecuteAsync(upload, cancellationToken);

    /// <summary>What was seen, and whether this caller began the look.</summary>
    public async Task<(ObjectLook Look, bool Began)> ExecuteAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        var (look, began) = Join(upload);
        return (await look.WaitAsync(cancellationToken), began);
    }

    private (Task<ObjectLook> Look, bool Began) Join(UploadRecord upload)
    {
        lock (_lock)
        {
            Forget();
            var began = !_looks.TryGetValue(upload.Id, out var entry);
            if (began)
            {
                // Under nobody's token: whoever joins is served by the same look, whoever leaves does not take it away. OSS calls have a time-out.
                entry = (_time.GetTimestamp(), _look.ExecuteAsync(upload, CancellationToken.None));
                _looks[upload.Id] = entry;
                _order.Enqueue((entry.Started, upload.Id));
            }

            return (entry.Look, began);
        }
    }

    // What is over a second old goes, so the table holds no more than a second's confirms.
    private void Forget()
    {
        while (_order.TryPeek(out var oldest) && _time.GetElapsedTime(oldest.Started) >= Keep && _looks[oldest.Id].Look.IsCompleted)
        {
            _looks.Remove(oldest.Id);
            _order.Dequeue();
        }
    }
}
