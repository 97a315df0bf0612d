using System.Diagnostics;
using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Profiles;
using SignGateway.Tickets;
using SignGateway.Uploads.History;

namespace SignGateway.Uploads;

/// <summary>
/// Deletes an upload's object, unless its profile keeps it, then marks the record; of an upload that is only issued, revokes the grant. That the owner asked is committed
/// first, so whatever breaks off after that, the sweep finishes.
/// </summary>
public sealed class DeleteUpload
{
    // Each lost race means that the record went on to another state, and there are few.
    private const int Attempts = 10;

    private readonly IUploadLedger _ledger;
    private readonly LookAtObject _look;
    private readonly AbandonParts _parts;
    private readonly IBuckets _buckets;
    private readonly ProfileCatalog _profiles;
    private readonly LookSchedule _schedule;
    private readonly UploadSignals _signals;
    private readonly HistoryNotes _history;
    private readonly TimeProvider _time;

    /// <summary>Uses the ledger and the buckets.</summary>
    public DeleteUpload(
        IUploadLedger ledger,
        LookAtObject look,
        AbandonParts parts,
        IBuckets buckets,
        ProfileCatalog profiles,
        LookSchedule schedule,
        UploadSignals signals,
        HistoryNotes history,
        TimeProvider time)
    {
        _ledger = ledger;
        _look = look;
        _parts = parts;
        _buckets = buckets;
        _profiles = profiles;
        _schedule = schedule;
        _signals = signals;
        _history = history;
        _time = time;
    }

    /// <summary>Null when the upload is gone, else why it is not.</summary>
    public async Task<Problem?> ExecuteAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            switch (upload)
            {
                case { State: UploadState.Deleted or UploadState.Expired }:
                    return null;
                // Parts take room until OSS is told; that may have to be tried again.
                case { State: UploadState.Issued, Method: not UploadMethod.Multipart }:
                    if (await MarkAsync(upload, cancellationToken))
                        return null;
                    break;
                case { Deleting: false }:
                    await AskAsync(upload, cancellationToken);
                    break;
                default:
                    if (!await TryDeleteObjectAsync(upload, cancellationToken))
                        return Unavailable(upload);
                    if (await MarkAsync(upload, cancellationToken))
                        return null;
                    break;
            }

            // One that is not there any more was deleted, and forgotten.
            if (await _ledger.FindAsync(upload.Id, cancellationToken) is not { } now)
                return null;
            upload = now;
        }

        return KnownProblems.LedgerUnavailable;
    }

    /// <summary>Deletes what is under the upload's key, if it is the upload's and not kept, and parts that were to become it; false if OSS could not be asked.</summary>
    public async Task<bool> TryDeleteObjectAsync(UploadRecord upload, CancellationToken cancellationToken) =>
        KeepsObject(upload) || await RemoveObjectAsync(upload, cancellationToken) != ObjectRemoval.Unavailable;

    /// <summary>The same, also where the profile keeps what was deleted.</summary>
    public async Task<ObjectRemoval> RemoveObjectAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        // First: after it nobody can put the parts together any more.
        if (!await _parts.ExecuteAsync(upload, cancellationToken))
            return ObjectRemoval.Unavailable;
        return await _look.IdentifyAsync(upload, cancellationToken) switch
        {
            ObjectLook.Absent => ObjectRemoval.Absent,
            // Not ours to delete: overwritten by something that is not this upload.
            ObjectLook.Foreign => ObjectRemoval.Foreign,
            ObjectLook.Agrees or ObjectLook.Differs => await DeleteObjectAsync(upload, cancellationToken) ? ObjectRemoval.Deleted : ObjectRemoval.Unavailable,
            ObjectLook.Unavailable => ObjectRemoval.Unavailable,
            var unknown => throw new UnreachableException($"Unhandled outcome {unknown}"),
        };
    }

    /// <summary>Notes that the upload is to be deleted, so that the sweep finishes it whatever happens next; false if the record has changed.</summary>
    public Task<bool> AskAsync(UploadRecord upload, CancellationToken cancellationToken) => _ledger.ReplaceAsync(upload, Asked(upload), cancellationToken);

    /// <summary>Marks the record as deleted, with one more look planned: a form can be posted again until it ends.</summary>
    public async Task<bool> MarkAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        var deleted = upload with { State = UploadState.Deleted, Deleting = false };
        var marked = await _ledger.ReplaceAsync(upload, deleted with { LookAt = _schedule.Next(deleted, _time.GetUtcNow()) }, cancellationToken);
        if (marked)
        {
            _signals.Changed(deleted);
            _history.Add(upload.Id, HistoryEvents.Delete, ("state", deleted.State.ToText()));
        }

        return marked;
    }

    private Problem Unavailable(UploadRecord upload)
    {
        _history.Add(upload.Id, HistoryEvents.Delete, ("code", KnownProblems.OssUnavailable.Code));
        return KnownProblems.OssUnavailable;
    }

    private async Task<bool> DeleteObjectAsync(UploadRecord upload, CancellationToken cancellationToken) =>
        _buckets.Find(upload.Bucket, upload.Profile) is { } bucket
        && await bucket.DeleteAsync(upload.Key, cancellationToken) is OssOutcome<bool>.Done or OssOutcome<bool>.Missing;

    // What came under a revoked grant was never anybody's upload.
    private bool KeepsObject(UploadRecord upload) => upload.StoredAt is not null && _profiles.OptionsOf(upload.Profile).KeepDeletedObjects;

    private UploadRecord Asked(UploadRecord upload)
    {
        var asked = upload with { Deleting = true };
        return asked with { LookAt = _schedule.Next(asked, _time.GetUtcNow()) };
    }
}
