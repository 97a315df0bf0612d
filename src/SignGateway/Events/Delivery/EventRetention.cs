using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SignGateway.Events.Outbox;

namespace SignGateway.Events.Delivery;

/// <summary>Gives up what nobody gets to and forgets what is done with, a few at a time. Every replica does it; what one has forgotten is nothing to the others.</summary>
internal sealed class EventRetention(IServiceProvider services, TimeProvider time, ILogger<EventRetention> logger) : BackgroundService
{
    public static readonly TimeSpan OfDelivered = TimeSpan.FromDays(3);
    public static readonly TimeSpan OfDead = TimeSpan.FromDays(30);

    /// <summary>Of what is due and is not tried: its endpoint has been away all the time, or configuration no longer names it.</summary>
    public static readonly TimeSpan OfUntried = TimeSpan.FromDays(14);

    private const int Batch = 1000;

    private static readonly TimeSpan First = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = First; ; pause = Interval)
        {
            await Task.Delay(pause, time, stoppingToken);
            try
            {
                await ForgetAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // An hour later is soon enough, and nothing to stop the gateway for.
                EventLog.NotForgotten(logger, exception.Message);
            }
        }
    }

    // Also without endpoints: those of an earlier configuration may have left something.
    private async Task ForgetAsync(CancellationToken stoppingToken)
    {
        var outbox = services.GetRequiredService<IEventOutbox>();
        var now = time.GetUtcNow();
        await RepeatAsync(() => outbox.GiveUpAsync(now - OfUntried, "it was not tried for two weeks", now, Batch, stoppingToken), stoppingToken);
        await RepeatAsync(() => outbox.ForgetAsync(OutboxStatus.Delivered, now - OfDelivered, Batch, stoppingToken), stoppingToken);
        await RepeatAsync(() => outbox.ForgetAsync(OutboxStatus.Dead, now - OfDead, Batch, stoppingToken), stoppingToken);
    }

    private async Task RepeatAsync(Func<Task<int>> step, CancellationToken stoppingToken)
    {
        while (await step() == Batch)
            await Task.Delay(Breath, time, stoppingToken);
    }
}
