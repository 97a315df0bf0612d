using OssSimulator.Errors;

namespace OssSimulator.Faults;

/// <summary>The troubles that a request for one object may meet before it is looked at.</summary>
internal sealed class RequestFaults(SimulatorOptions options, SimulatorFaults faults, IHostApplicationLifetime lifetime)
{
    public async Task<OssError?> MeetAsync(HttpContext context)
    {
        if (HttpMethods.IsHead(context.Request.Method) && faults.TakeHang() is { } time) await HangAsync(time, context.RequestAborted);
        return faults.TakeRefusal();
    }

    private async Task HangAsync(TimeSpan time, CancellationToken clientLeft)
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
