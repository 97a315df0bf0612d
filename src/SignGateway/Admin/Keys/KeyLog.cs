using Microsoft.Extensions.Logging;

namespace SignGateway.Admin.Keys;

internal static partial class KeyLog
{
    [LoggerMessage(6006, LogLevel.Information, "Keys of kind {Kind}: {Keys}")]
    public static partial void Keys(ILogger logger, string kind, string keys);

    [LoggerMessage(6007, LogLevel.Warning, "The {Kind} key {Id} has been in use for {Days} days; it is best replaced after {Advised}, which docs/rotation.md tells how to do without a pause")]
    public static partial void Old(ILogger logger, string kind, string id, int days, int advised);

    [LoggerMessage(6008, LogLevel.Warning, "The age of keys cannot be noted now; it is tried again: {Reason}")]
    public static partial void NotNoted(ILogger logger, string reason);
}
