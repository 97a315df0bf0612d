using System.Collections.Concurrent;
using SignGateway.Tickets;

namespace SignGateway.Uploads;

/// <summary>Wakes requests of this process that wait for an upload to change. A missed signal costs them a moment, not the truth.</summary>
public sealed class UploadSignals
{
    private readonly ConcurrentDictionary<UploadId, TaskCompletionSource> _waiting = new();

    /// <summary>Completes when the upload changes next.</summary>
    public Task NextAsync(UploadId id) =>
        _waiting.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Wakes everyone who waits for the upload.</summary>
    public void Changed(UploadId id)
    {
        if (_waiting.TryRemove(id, out var waiting))
            waiting.TrySetResult();
    }
}
