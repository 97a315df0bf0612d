using SignGateway.Problems;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Multipart;

/// <summary>
/// Lets all who complete one upload at the same time share one run. It is under nobody's token: whoever joins is served by it, whoever leaves does not take it away.
/// Every call that it makes to OSS is bounded in time.
/// </summary>
internal sealed class SharedCompletions(CompleteMultipart complete)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<UploadId, Task<(Problem? Problem, UploadRecord Upload)>> _running = [];

    public async Task<(Problem? Problem, UploadRecord Upload)> ExecuteAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        Task<(Problem? Problem, UploadRecord Upload)>? run;
        lock (_lock)
        {
            if (!_running.TryGetValue(upload.Id, out run))
                _running[upload.Id] = run = RunAsync(upload);
        }

        return await run.WaitAsync(cancellationToken);
    }

    private async Task<(Problem? Problem, UploadRecord Upload)> RunAsync(UploadRecord upload)
    {
        // Goes on outside the lock, and after the run stands in the table.
        await Task.Yield();
        try
        {
            return await complete.ExecuteAsync(upload, CancellationToken.None);
        }
        finally
        {
            lock (_lock)
                _running.Remove(upload.Id);
        }
    }
}
