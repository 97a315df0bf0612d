namespace OssSimulator.Faults;

/// <summary>Holds an answer back, but for no client that has left, and not beyond the simulator's end.</summary>
internal sealed class Hanging(SimulatorOptions options, IHostApplicationLifetime lifetime)
{
    public async Task WaitAsync(TimeSpan time, CancellationToken clientLeft)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(clientLeft, lifetime.ApplicationStopping);
        try
        {
            await Task.Delay(time, options.TimeProvider, end.Token);
        }
        catch (OperationCanceledException) when (!clientLeft.IsCancellationRequested)
        {
            // The simulator is stopping: answer now.
        }
    }
}
