using Microsoft.Extensions.Logging;

namespace SignGateway.Recovery;

internal static partial class RecoveryLog
{
    [LoggerMessage(2001, LogLevel.Warning, "Upload {UploadId} could not be looked at: {Reason}")]
    public static partial void OssUnavailable(ILogger logger, string uploadId, string reason);
}
