using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SignGateway.Events.Outbox;
using SignGateway.Telemetry;
using SignGateway.Uploads;

namespace SignGateway.Events.Delivery;

/// <summary>Counts now and then what waits for each endpoint, if somebody wants to know. All replicas count the same, so a sum over them says nothing.</summary>
internal sealed class WaitingWatch(IServiceProvider services, EventTargets targets, GatewayMeter meter, TimeProvider time) : BackgroundService
{
    // Who has so many has enough to do; counting on would only add to it.
    private const int Most = 10_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (targets.All.Count > 0)
        {
            await Task.Delay(Pause, time, stoppingToken);
            if (meter.CountsWaitingEvents)
                await CountAsync(stoppingToken);
        }
    }

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        var outbox = services.GetRequiredService<IEventOutbox>();
        try
        {
            foreach (var target in targets.All)
            {
                if (await outbox.CountWaitingAsync(target.Name, Most, cancellationToken) is { } waiting)
                    meter.EventsWait(target.Name, waiting);
            }
        }
        catch (LedgerUnavailableException)
        {
            // Deliveries tell of it; the last count stands.
        }
    }
}
