using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SignGateway.Events.Outbox;

namespace SignGateway.Events.Delivery;

/// <summary>Delivers to every endpoint, each by itself: one that is slow or away holds up no other. Without endpoints it does nothing.</summary>
internal sealed class DeliveryService(IServiceProvider services, EventTargets targets, TimeProvider time, ILogger<DeliveryService> logger) : BackgroundService
{
    private static readonly TimeSpan PauseAfterBug = TimeSpan.FromSeconds(10);

    // What reads options is asked for this late because this is made before they are checked.
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (targets.All.Count > 0 && services.GetRequiredService<IEventOutbox>() is InMemoryEventOutbox { HearsLedger: false })
            throw new InvalidOperationException($"{EventOptions.Section} names endpoints, and the application's own ledger has no outbox: register an {nameof(IEventOutbox)} beside it.");
        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (targets.All.Count == 0)
            return Task.CompletedTask;

        var deliver = services.GetRequiredService<DeliverEvents>();
        return Task.WhenAll(targets.All.Select(target => DeliverAsync(deliver, target, stoppingToken)));
    }

    private async Task DeliverAsync(DeliverEvents deliver, EventTarget target, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await deliver.ExecuteAsync(target, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
            }
            catch (Exception exception)
            {
                // A bug must not end the endpoint's deliveries for good.
                EventLog.DeliveryFailed(logger, target.Name, exception);
                await Task.WhenAny(Task.Delay(PauseAfterBug, time, stoppingToken));
            }
        }
    }
}
