using Microsoft.Extensions.Logging;

namespace SignGateway.Forwarding;

internal static partial class ForwardLog
{
    [LoggerMessage(4101, LogLevel.Warning, "The application has no answer to upload {UploadId} of profile {Profile}: {Error}")]
    public static partial void NoAnswer(ILogger logger, string uploadId, string profile, string error);

    [LoggerMessage(4102, LogLevel.Warning, "What the application answered to upload {UploadId} could not be kept; repeats of its callback may be answered without it")]
    public static partial void NotKept(ILogger logger, string uploadId);
}
