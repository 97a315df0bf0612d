namespace OssSimulator.Callbacks;

/// <summary>Callbacks on their way that their uploaders need not wait for.</summary>
internal sealed partial class LooseDeliveries(ILogger<LooseDeliveries> logger)
{
    private readonly HashSet<Task> running = [];

    public void Add(Task delivery)
    {
        lock (running) running.Add(delivery);
        _ = WatchAsync(delivery);
    }

    /// <summary>Waits for all of them; none takes longer than its time-out.</summary>
    public async Task FinishAsync()
    {
        Task[] left;
        lock (running) left = [.. running];
        await Task.WhenAll(left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WatchAsync(Task delivery)
    {
        try
        {
            await delivery;
        }
        catch (Exception problem)
        {
            LogFailure(logger, problem);
        }
        finally
        {
            lock (running) running.Remove(delivery);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "A callback could not be sent")]
    private static partial void LogFailure(ILogger logger, Exception problem);
}
