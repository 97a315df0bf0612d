using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SignGateway.Events.Outbox;
using SignGateway.Telemetry;
using SignGateway.Uploads;

namespace SignGateway.Events.Delivery;

/// <summary>Tries to deliver an event that was taken, and says what is to become of it.</summary>
internal sealed class AttemptEvent(SendEvent send, GatewayMeter meter, TimeProvider time, ILogger<AttemptEvent> logger)
{
    // No attempt begins that might still run when the lease is over: by then another replica may try, and go on to what stands behind.
    private static readonly TimeSpan Margin = SendEvent.TimeLimit + TimeSpan.FromSeconds(5);

    public async Task<EventOutcome> ExecuteAsync(EventTarget target, EndpointHealth health, OutboxEvent taken, CancellationToken stoppingToken)
    {
        if (time.GetUtcNow() > taken.DueAt - Margin)
            return new EventOutcome.Returned(taken);
        using var activity = GatewayActivities.Start(GatewayActivities.Event);
        activity.Concerns(taken.Upload.Id, taken.Upload.Profile);
        try
        {
            var outcome = await send.ExecuteAsync(target, taken, stoppingToken);
            health.Note(outcome);
            activity.Ended(outcome is SendOutcome.Accepted ? "delivered" : "failed", outcome is SendOutcome.Accepted ? null : "not_delivered");
            return outcome switch
            {
                SendOutcome.Accepted => Delivered(taken),
                SendOutcome.Refused(var status, var wish) => Failed(taken, $"it answered {status}", wish),
                SendOutcome.Unanswered(var reason) => Failed(taken, reason, null),
                var unknown => throw new UnreachableException($"Unhandled outcome {unknown}"),
            };
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The endpoint may have it or not; it comes again under the same name.
            return new EventOutcome.Returned(taken);
        }
    }

    private EventOutcome.Delivered Delivered(OutboxEvent taken)
    {
        meter.EventTried(taken.Endpoint, "delivered");
        meter.EventDelivered(taken.Endpoint, time.GetUtcNow() - taken.At);
        return new EventOutcome.Delivered(taken);
    }

    private EventOutcome Failed(OutboxEvent taken, string reason, TimeSpan? wish)
    {
        if (RetrySchedule.Next(taken.Attempts, time.GetUtcNow(), wish) is { } next)
        {
            meter.EventTried(taken.Endpoint, "failed");
            EventLog.Failed(logger, taken.Id.ToString(), taken.Endpoint, taken.Attempts, UploadJson.ToText(next), reason);
            return new EventOutcome.Again(taken, next, reason);
        }

        meter.EventTried(taken.Endpoint, "dead");
        EventLog.Died(logger, taken.Id.ToString(), taken.Endpoint, taken.Attempts, reason);
        return new EventOutcome.Dead(taken, reason);
    }
}
