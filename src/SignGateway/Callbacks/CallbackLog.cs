using Microsoft.Extensions.Logging;

namespace SignGateway.Callbacks;

internal static partial class CallbackLog
{
    [LoggerMessage(1001, LogLevel.Warning, "Callback refused: {Code}, {Reason} (OSS request {OssRequestId}, gateway request {RequestId})")]
    public static partial void Refused(ILogger logger, string code, string reason, string ossRequestId, string requestId);

    [LoggerMessage(1002, LogLevel.Warning, "The callback key {Name} of {Host} could not be had: {Reason}")]
    public static partial void KeyNotFetched(ILogger logger, string host, string name, string reason);

    [LoggerMessage(1003, LogLevel.Warning, "The replay guard is away; the ledger alone decides: {Reason}")]
    public static partial void GuardAway(ILogger logger, string reason);

    [LoggerMessage(1004, LogLevel.Information, "Upload {UploadId} recorded by callback, {Size} bytes")]
    public static partial void Recorded(ILogger logger, string uploadId, long? size);
}
