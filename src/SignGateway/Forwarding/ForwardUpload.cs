using Microsoft.Extensions.Logging;
using SignGateway.Telemetry;
using SignGateway.Uploads;

namespace SignGateway.Forwarding;

/// <summary>Tells the application of an upload that was just recorded, and keeps its answer.</summary>
internal sealed class ForwardUpload(CallApplication call, IForwardedAnswers answers, GatewayMeter meter, TimeProvider time, ILogger<ForwardUpload> logger)
{
    /// <summary>What the application answers, or why it does not.</summary>
    public async Task<ForwardedAnswer> TellAsync(ForwardTarget target, ForwardMessage message, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var activity = GatewayActivities.Start(GatewayActivities.Forward);
        activity.Concerns(message.Upload.Id, message.Upload.Profile);
        var answer = await call.ExecuteAsync(target, message, cancellationToken);
        meter.Forwarded(answer.Error ?? "ok", time.GetElapsedTime(started));
        activity.Ended(answer.Error ?? "ok", answer.Error);
        if (answer.Error is { } error)
            ForwardLog.NoAnswer(logger, message.Upload.Id.ToString(), message.Upload.Profile, error);
        return answer;
    }

    /// <summary>
    /// What repeats get from now on. With the ledger away it is the answer itself: its user is waiting, and a repeat that finds nothing
    /// says so, and never anything else.
    /// </summary>
    public async Task<ForwardedAnswer> KeepAsync(ForwardMessage message, ForwardedAnswer answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answers.KeepAsync(message.Upload.Id, message.Content, answer, cancellationToken);
        }
        catch (Exception exception) when (exception is LedgerUnavailableException or OperationCanceledException)
        {
            ForwardLog.NotKept(logger, message.Upload.Id.ToString());
            return answer;
        }
    }
}
