using System.Collections.Concurrent;
using SignGateway.Telemetry;
using SignGateway.Tickets;

namespace SignGateway.Uploads;

/// <summary>
/// Tells this process that an upload was issued or went into another state: requests that wait for it, whoever watches, and the counters. A missed signal
/// costs those who wait a moment, not the truth.
/// </summary>
public sealed class UploadSignals
{
    private readonly ConcurrentDictionary<UploadId, TaskCompletionSource> _waiting = new();
    private readonly GatewayMeter _meter;

    /// <summary>Counts the changes there.</summary>
    public UploadSignals(GatewayMeter meter) => _meter = meter;

    /// <summary>Told of every new upload and every change, where it happens: must neither wait nor throw.</summary>
    public event Action<UploadRecord>? Watching;

    /// <summary>Completes when the upload changes next.</summary>
    public Task NextAsync(UploadId id) =>
        _waiting.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>The upload is new: its grant is noted.</summary>
    public void Issued(UploadRecord upload) => Watching?.Invoke(upload);

    /// <summary>The upload went into the state that its record says.</summary>
    public void Changed(UploadRecord upload)
    {
        _meter.Became(upload.State.ToText());
        Wake(upload.Id);
        Watching?.Invoke(upload);
    }

    /// <summary>Wakes everyone who waits for the upload.</summary>
    public void Wake(UploadId id)
    {
        if (_waiting.TryRemove(id, out var waiting))
            waiting.TrySetResult();
    }
}
