using Microsoft.Extensions.Logging;
using SignGateway.Credentials.Fetchers;

namespace SignGateway.Credentials;

internal static partial class CredentialLog
{
    /// <summary>One line for each fetch.</summary>
    public static void Fetched(ILogger logger, string name, FetchOutcome outcome, TimeSpan pause)
    {
        if (outcome is FetchOutcome.Fetched(_, var end))
            Refreshed(logger, name, end);
        else if (outcome is FetchOutcome.Throttled(var throttled))
            Failed(logger, name, throttled, pause);
        else if (outcome is FetchOutcome.Failed(var reason))
            Failed(logger, name, reason, pause);
    }

    [LoggerMessage(5001, LogLevel.Information, "{Name} refreshed, good until {End}")]
    private static partial void Refreshed(ILogger logger, string name, DateTimeOffset? end);

    [LoggerMessage(5003, LogLevel.Warning, "No credentials for an uploader of profile {Profile}: {Reason}")]
    public static partial void NotLent(ILogger logger, string profile, string reason);

    [LoggerMessage(5002, LogLevel.Warning, "{Name} not refreshed, again in {Pause}: {Reason}")]
    private static partial void Failed(ILogger logger, string name, string reason, TimeSpan pause);
}
