using Microsoft.Extensions.Logging;

namespace SignGateway.Recovery;

internal static partial class RecoveryLog
{
    [LoggerMessage(2001, LogLevel.Warning, "Upload {UploadId} could not be looked at: {Reason}")]
    public static partial void OssUnavailable(ILogger logger, string uploadId, string reason);

    [LoggerMessage(2002, LogLevel.Warning, "The sweep could not look at upload {UploadId}, OSS does not answer as it should; it tries again later")]
    public static partial void SweepUnavailable(ILogger logger, string uploadId);

    [LoggerMessage(2003, LogLevel.Warning, "The sweep stopped, the ledger is away: {Reason}")]
    public static partial void LedgerUnavailable(ILogger logger, string reason);

    [LoggerMessage(2004, LogLevel.Error, "A pass of the sweep failed")]
    public static partial void PassFailed(ILogger logger, Exception exception);

    [LoggerMessage(2005, LogLevel.Information, "Object {Key} is not restored: {Reason}")]
    public static partial void ObjectForeign(ILogger logger, string key, string reason);

    [LoggerMessage(2007, LogLevel.Warning, "Object {Key} is not restored: its upload is erased; the sweep deletes the object")]
    public static partial void ObjectErased(ILogger logger, string key);

    [LoggerMessage(2006, LogLevel.Warning, "Object {Key} could not be looked at: {Reason}")]
    public static partial void ObjectUnavailable(ILogger logger, string key, string reason);
}
