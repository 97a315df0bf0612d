using Microsoft.Extensions.Logging;

namespace SignGateway.Events;

internal static partial class EventLog
{
    [LoggerMessage(9001, LogLevel.Warning, "Event {EventId} did not reach endpoint {Endpoint} at attempt {Attempt}, it is tried again at {Next}: {Reason}")]
    public static partial void Failed(ILogger logger, string eventId, string endpoint, long attempt, string next, string reason);

    [LoggerMessage(9002, LogLevel.Error, "Event {EventId} did not reach endpoint {Endpoint} at any of {Attempts} attempts and is a dead letter now: {Reason}")]
    public static partial void Died(ILogger logger, string eventId, string endpoint, long attempts, string reason);

    [LoggerMessage(9003, LogLevel.Warning, "Endpoint {Endpoint} does not answer; until it does, events for it wait and one at a time is tried")]
    public static partial void EndpointAway(ILogger logger, string endpoint);

    [LoggerMessage(9004, LogLevel.Information, "Endpoint {Endpoint} answers again")]
    public static partial void EndpointBack(ILogger logger, string endpoint);

    [LoggerMessage(9005, LogLevel.Warning, "Events for endpoint {Endpoint} wait, the ledger is away: {Reason}")]
    public static partial void LedgerUnavailable(ILogger logger, string endpoint, string reason);

    [LoggerMessage(9006, LogLevel.Error, "Delivering to endpoint {Endpoint} failed; it begins again")]
    public static partial void DeliveryFailed(ILogger logger, string endpoint, Exception exception);

    [LoggerMessage(9007, LogLevel.Warning, "Old events could not be forgotten; it is tried again in an hour: {Reason}")]
    public static partial void NotForgotten(ILogger logger, string reason);
}
