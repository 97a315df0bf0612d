using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SignGateway.Events.Outbox;
using SignGateway.Uploads;

namespace SignGateway.Events.Delivery;

/// <summary>Gives up what nobody gets to and forgets what is done with.</summary>
internal sealed class EventRetention(IServiceProvider services, TimeProvider time, ILogger<EventRetention> logger) : HourlyForgetting(time, TimeSpan.FromMinutes(2))
{
    /// <summary>Of what is due and is not tried: its endpoint has been away all the time, or configuration no longer names it.</summary>
    public static readonly TimeSpan OfUntried = TimeSpan.FromDays(14);

    // Also without endpoints: those of an earlier configuration may have left something.
    protected override async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var outbox = services.GetRequiredService<IEventOutbox>();
        var now = Time.GetUtcNow();
        var kept = services.GetRequiredService<IOptions<RetentionOptions>>().Value;
        await RepeatAsync(() => outbox.GiveUpAsync(now - OfUntried, "it was not tried for two weeks", now, Batch, cancellationToken), cancellationToken);
        await RepeatAsync(() => outbox.ForgetAsync(OutboxStatus.Delivered, now - kept.DeliveredEvents, Batch, cancellationToken), cancellationToken);
        await RepeatAsync(() => outbox.ForgetAsync(OutboxStatus.Dead, now - kept.DeadEvents, Batch, cancellationToken), cancellationToken);
    }

    protected override void Failed(string reason) => EventLog.NotForgotten(logger, reason);
}
