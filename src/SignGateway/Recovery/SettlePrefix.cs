using SignGateway.Objects;
using SignGateway.Profiles;
using SignGateway.Tickets;
using SignGateway.Uploads;
using SignGateway.Uploads.History;

namespace SignGateway.Recovery;

/// <summary>
/// The third road for a prefix grant: lists its directory, records what no callback told of, and deletes what is over the grant's limits,
/// the latest first. At most one page of the list at a time; where more is, the next look goes on.
/// </summary>
internal sealed class SettlePrefix(
    IUploadLedger ledger, IBuckets buckets, LookAtObject look, RecordUpload record, TurnAway turnAway, DeleteUpload delete, ProfileCatalog profiles, HistoryNotes history, TimeProvider time)
{
    /// <summary>Whether OSS answered, and whether the directory was gone through to its end.</summary>
    public async Task<(bool Answered, bool Done)> ExecuteAsync(UploadRecord grant, CancellationToken cancellationToken)
    {
        if (buckets.Find(grant.Bucket, grant.Profile) is not { } bucket
            || await bucket.ListAsync(grant.Key, null, cancellationToken) is not OssOutcome<ObjectPage>.Done(var page))
            return (false, false);

        if (grant.IsErased)
            return await RemoveAllAsync(bucket, page, cancellationToken);
        var options = profiles.OptionsOf(grant.Profile);
        var (count, bytes, answered) = (0, 0L, true);
        foreach (var listed in page.Objects.OrderBy(listed => listed.LastModified).ThenBy(listed => listed.Key, StringComparer.Ordinal))
        {
            var upload = await FindOrMakeAsync(grant, listed.Key, cancellationToken);
            // Asked to go already, and no part of what is kept.
            if (upload.State == UploadState.Deleted || upload.Deleting)
                continue;
            var fits = count < options.PrefixMaxObjects && bytes + listed.Size <= options.PrefixMaxBytes && !IsTooLarge(grant, listed, options);
            if (fits)
                (count, bytes) = (count + 1, bytes + listed.Size);
            answered &= fits ? await KeepAsync(upload, cancellationToken) : await RemoveAsync(bucket, upload, cancellationToken);
        }

        return (answered, answered && page.NextToken is null);
    }

    // Nobody is to have anything there, and no record of it is to be made.
    private static async Task<(bool Answered, bool Done)> RemoveAllAsync(IBucket bucket, ObjectPage page, CancellationToken cancellationToken)
    {
        foreach (var listed in page.Objects)
        {
            if (await bucket.DeleteAsync(listed.Key, cancellationToken) is not (OssOutcome<bool>.Done or OssOutcome<bool>.Missing))
                return (false, false);
        }

        return (true, page.NextToken is null);
    }

    // A form's policy holds each object down; who has credentials is held down only here.
    private static bool IsTooLarge(UploadRecord grant, ListedObject listed, ProfileOptions options) => grant.Method != UploadMethod.Post && listed.Size > options.MaxBytes;

    private async Task<UploadRecord> FindOrMakeAsync(UploadRecord grant, string key, CancellationToken cancellationToken)
    {
        var upload = PrefixGrants.UploadOf(grant, key);
        return await ledger.FindAsync(upload.Id, cancellationToken) ?? upload;
    }

    private async Task<bool> KeepAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        // What a callback told of has looks of its own.
        if (upload.State == UploadState.Stored)
            return true;
        var seen = await look.ExecuteAsync(upload, cancellationToken);
        if (seen is ObjectLook.Agrees(var head, _))
        {
            var typed = upload with { ContentType = PrefixGrants.ContentTypeOf(head.ContentType) };
            await record.ExecuteAsync(StoredUpload.From(typed, head, RecordedBy.Reconcile, time.GetUtcNow()), cancellationToken);
            history.Add(upload.Id, HistoryEvents.Reconcile, ("look", seen.Tell().Word), ("state", UploadState.Stored.ToText()));
        }
        else if (seen is ObjectLook.Differs differs)
        {
            await RejectAsync(upload, differs, cancellationToken);
        }

        return seen is not ObjectLook.Unavailable;
    }

    // There is a note of the directory only; what is turned away in it needs one of its own.
    private async Task RejectAsync(UploadRecord upload, ObjectLook.Differs differs, CancellationToken cancellationToken)
    {
        if (upload.State == UploadState.Issued)
            await ledger.NoteAsync([upload with { LookAt = upload.ExpiresAt }], null, cancellationToken);
        var noted = await ledger.FindAsync(upload.Id, cancellationToken) ?? upload;
        if (await turnAway.ExecuteAsync(noted, differs, cancellationToken) is { } after && after.State != noted.State)
            history.Add(upload.Id, HistoryEvents.Reconcile, ("look", differs.Tell().Word), ("reason", differs.Reason), ("state", after.State.ToText()));
    }

    private async Task<bool> RemoveAsync(IBucket bucket, UploadRecord upload, CancellationToken cancellationToken) => upload.State == UploadState.Issued
        ? await bucket.DeleteAsync(upload.Key, cancellationToken) is OssOutcome<bool>.Done or OssOutcome<bool>.Missing
        : await delete.ExecuteAsync(upload, cancellationToken) is null;
}
