namespace SignGateway.Uploads;

/// <summary>
/// Looks at an upload's object and brings the record in line with what is there. Nothing is held while OSS is asked; what the record became
/// meanwhile wins, since every result is a compare-and-set.
/// </summary>
internal sealed class LookAgain(
    IUploadLedger ledger, LookAtObject look, BucketPresence bucket, RecordUpload record, FollowBucket follow, TurnAway turnAway, UploadSignals signals, TimeProvider time)
{
    /// <summary>What was seen, and the record as it now stands.</summary>
    public async Task<(ObjectLook Look, UploadRecord Upload)> ExecuteAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        var seen = await SeeAsync(upload, cancellationToken);
        if (await turnAway.ExecuteAsync(upload, seen, cancellationToken) is { } turned)
            return (seen, turned);
        return (upload.State, seen) switch
        {
            (_, ObjectLook.Agrees(var head, _)) when IsUnrecorded(upload) =>
                (seen, (await record.ExecuteAsync(StoredUpload.From(upload, head, RecordedBy.Reconcile, time.GetUtcNow()), cancellationToken)).Upload),
            (UploadState.Stored or UploadState.Rejected, _) when !upload.Deleting => (seen, await FollowAsync(upload, seen, cancellationToken)),
            _ => (seen, upload),
        };
    }

    // What was turned away before it was ever stored has no answer of a recording yet.
    private static bool IsUnrecorded(UploadRecord upload) =>
        upload.State is UploadState.Issued or UploadState.Expired || (upload is { State: UploadState.Rejected, Answer: null, Deleting: false });

    private async Task<ObjectLook> SeeAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        var seen = await look.ExecuteAsync(upload, cancellationToken);
        // A bucket that is not there has no objects either, and tells nothing of them.
        return seen is ObjectLook.Absent && !await bucket.AnswersAsync(upload, cancellationToken) ? new ObjectLook.Unavailable("the bucket does not answer") : seen;
    }

    private async Task<UploadRecord> FollowAsync(UploadRecord upload, ObjectLook seen, CancellationToken cancellationToken)
    {
        var becomes = follow.Apply(upload, seen, time.GetUtcNow());
        if (!await ledger.ReplaceAsync(upload, becomes, cancellationToken))
            return await ledger.FindAsync(upload.Id, cancellationToken) ?? upload;
        if (becomes.State != upload.State)
            signals.Changed(becomes);
        return becomes;
    }
}
