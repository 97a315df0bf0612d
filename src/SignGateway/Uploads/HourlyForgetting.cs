using Microsoft.Extensions.Hosting;

namespace SignGateway.Uploads;

/// <summary>Forgets what is too old to be asked for, a little at a time, once an hour. Every replica does it; what one has forgotten is nothing to the others.</summary>
/// <param name="time">The clock.</param>
/// <param name="first">How long after the start it begins.</param>
internal abstract class HourlyForgetting(TimeProvider time, TimeSpan first) : BackgroundService
{
    /// <summary>How much is forgotten at once.</summary>
    protected const int Batch = 1000;

    // What is left is there an hour later.
    private const int MaxBatches = 1000;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    protected TimeProvider Time => time;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = first; ; pause = Interval)
        {
            await Task.Delay(pause, time, stoppingToken);
            try
            {
                await ForgetAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // An hour later is soon enough, and nothing to stop the gateway for.
                Failed(exception.Message);
            }
        }
    }

    /// <summary>Everything that is old by now.</summary>
    protected abstract Task ForgetAsync(CancellationToken cancellationToken);

    /// <summary>Says in the log why something was left.</summary>
    protected abstract void Failed(string reason);

    /// <summary>Takes batch after batch until one is not full, or there have been very many.</summary>
    protected async Task RepeatAsync(Func<Task<int>> step, CancellationToken cancellationToken, int full = Batch)
    {
        for (var batch = 0; batch < MaxBatches && await step() >= full; batch++)
            await Task.Delay(Breath, time, cancellationToken);
    }
}
