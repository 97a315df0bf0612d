using System.Diagnostics;
using SignGateway.Objects;
using SignGateway.Problems;

namespace SignGateway.Uploads;

/// <summary>Deletes an upload's object, then marks the record; of an upload that is only issued, revokes the grant.</summary>
public sealed class DeleteUpload
{
    private readonly IUploadLedger _ledger;
    private readonly LookAtObject _look;
    private readonly OssClient _oss;
    private readonly UploadSignals _signals;

    /// <summary>Uses the ledger and OSS.</summary>
    public DeleteUpload(IUploadLedger ledger, LookAtObject look, OssClient oss, UploadSignals signals)
    {
        _ledger = ledger;
        _look = look;
        _oss = oss;
        _signals = signals;
    }

    /// <summary>Null when the upload is gone, else why it is not.</summary>
    public async Task<Problem?> ExecuteAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        if (upload.State is UploadState.Deleted or UploadState.Expired)
            return null;
        if (upload.State is UploadState.Stored or UploadState.Rejected && !await TryDeleteObjectAsync(upload, cancellationToken))
            return KnownProblems.OssUnavailable;

        await _ledger.DeleteAsync(upload.Id, cancellationToken);
        _signals.Changed(upload.Id);
        return null;
    }

    private async Task<bool> TryDeleteObjectAsync(UploadRecord upload, CancellationToken cancellationToken) =>
        await _look.ExecuteAsync(upload, cancellationToken) switch
        {
            // Not ours to delete: gone already, or overwritten by something that is not this upload.
            ObjectLook.NotOurs => true,
            ObjectLook.Agrees or ObjectLook.Differs => await _oss.DeleteAsync(upload.Key, cancellationToken) is not OssOutcome<bool>.Unavailable,
            ObjectLook.Unavailable => false,
            var unknown => throw new UnreachableException($"Unhandled outcome {unknown}"),
        };
}
