namespace SignGateway.TestServers;

/// <summary>Waits for something to become true, not for time to pass; the limit only ends what would hang.</summary>
public static class Patience
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await condition())
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"Waited {Limit.TotalSeconds} s for: {what}");
            await Task.Delay(Pause);
        }
    }
}
