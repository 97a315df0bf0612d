namespace SignGateway.Host.Hosting;

internal static partial class FailureLog
{
    [LoggerMessage(4011, LogLevel.Error, "Request {RequestId} failed: {Kind}")]
    public static partial void Failed(ILogger logger, string requestId, string kind);
}
