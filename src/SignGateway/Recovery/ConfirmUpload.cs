using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SignGateway.Problems;
using SignGateway.Uploads;

namespace SignGateway.Recovery;

/// <summary>The second road: the client asks, the gateway looks at the object itself and records what it finds.</summary>
internal sealed class ConfirmUpload
{
    private readonly SharedLooks _looks;
    private readonly RecordUpload _record;
    private readonly TimeProvider _time;
    private readonly ILogger<ConfirmUpload> _logger;

    public ConfirmUpload(SharedLooks looks, RecordUpload record, TimeProvider time, ILogger<ConfirmUpload> logger)
    {
        _looks = looks;
        _record = record;
        _time = time;
        _logger = logger;
    }

    /// <summary>The stored upload, or why it is not stored.</summary>
    public async Task<(Problem? Problem, UploadRecord Upload)> ExecuteAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        switch (upload.State)
        {
            case UploadState.Stored:
                return (null, upload);
            case UploadState.Deleted or UploadState.Rejected:
                return (KnownProblems.UploadNotStored, upload);
        }

        switch (await _looks.ExecuteAsync(upload, cancellationToken))
        {
            case ObjectLook.Agrees(var head, _):
                var outcome = await _record.ExecuteAsync(StoredUpload.From(upload, head, RecordedBy.Confirm, _time.GetUtcNow()), cancellationToken);
                return (outcome.Upload.State == UploadState.Stored ? null : KnownProblems.UploadNotStored, outcome.Upload);
            case ObjectLook.Absent or ObjectLook.Foreign:
                return (KnownProblems.ObjectNotFound, upload);
            case ObjectLook.Differs(var difference):
                return (KnownProblems.UploadNotStored.Because($"The object's {difference} is not what was granted; sign a new upload."), upload);
            case ObjectLook.Unavailable(var reason):
                RecoveryLog.OssUnavailable(_logger, upload.Id.ToString(), reason);
                return (KnownProblems.OssUnavailable.Because($"{reason}. Try again in a moment."), upload);
            case var unknown:
                throw new UnreachableException($"Unhandled outcome {unknown}");
        }
    }
}
