using Microsoft.Extensions.Logging;
using SignGateway.Events.Outbox;

namespace SignGateway.Events.Delivery;

/// <summary>
/// Delivers to one endpoint, several events at a time and those of one upload one after the other. No more are in memory than are taken at a time,
/// however many wait.
/// </summary>
internal sealed class DeliverEvents(IEventOutbox outbox, AttemptEvent attempt, EventSignals signals, TimeProvider time, ILogger<DeliverEvents> logger)
{
    /// <summary>Runs until it is stopped; then what was taken and not tried is given back.</summary>
    public async Task ExecuteAsync(EventTarget target, CancellationToken stoppingToken)
    {
        var due = signals.For(target.Name);
        var health = new EndpointHealth(target, logger);
        var settle = new SettleEvents(target, outbox, due, time, logger);
        var take = new TakeEvents(target, outbox, health, due, settle, time, logger);
        var settling = settle.ExecuteAsync(stoppingToken);
        try
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = target.Concurrency, CancellationToken = stoppingToken };
            await Parallel.ForEachAsync(take.ExecuteAsync(stoppingToken), parallel, async (taken, _) =>
                await settle.AddAsync(await attempt.ExecuteAsync(target, health, taken, stoppingToken)));
        }
        finally
        {
            settle.Complete();
            await settling;
        }
    }
}
