using Microsoft.Extensions.Logging;

namespace SignGateway.Multipart;

internal static partial class MultipartLog
{
    [LoggerMessage(8001, LogLevel.Warning, "Upload {UploadId} could not be begun in parts: {Reason}")]
    public static partial void NotBegun(ILogger logger, string uploadId, string reason);

    [LoggerMessage(8002, LogLevel.Warning, "The parts of upload {UploadId} could not be read or put together: {Reason}")]
    public static partial void NotCompleted(ILogger logger, string uploadId, string reason);
}
