using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Tickets;
using SignGateway.Uploads.History;

namespace SignGateway.Uploads;

/// <summary>
/// Turns away what OSS could not hold down beforehand: only a form's policy does, and even that says nothing of what is in the file. An object that is not what was
/// granted makes its upload rejected; one that nobody may keep, since it is over the granted size or its profile says so, is deleted.
/// </summary>
public sealed class TurnAway
{
    private readonly IUploadLedger _ledger;
    private readonly IBuckets _buckets;
    private readonly FollowBucket _follow;
    private readonly LookSchedule _schedule;
    private readonly UploadSignals _signals;
    private readonly HistoryNotes _history;
    private readonly TimeProvider _time;

    /// <summary>Uses the ledger and the buckets.</summary>
    public TurnAway(
        IUploadLedger ledger, IBuckets buckets, FollowBucket follow, LookSchedule schedule, UploadSignals signals, HistoryNotes history, TimeProvider time)
    {
        _ledger = ledger;
        _buckets = buckets;
        _follow = follow;
        _schedule = schedule;
        _signals = signals;
        _history = history;
        _time = time;
    }

    /// <summary>The record as it is after a look, if the look showed something to turn away; null if not, and nothing was done.</summary>
    public async Task<UploadRecord?> ExecuteAsync(UploadRecord upload, ObjectLook look, CancellationToken cancellationToken)
    {
        if (look is not ObjectLook.Differs differs || (upload.Method == UploadMethod.Post && !differs.IsContent) || upload.State == UploadState.Deleted || upload.Deleting)
            return null;

        var now = _time.GetUtcNow();
        var rejected = _follow.Apply(upload, look, now);
        // Whether the delete below works or not, one more look tells.
        if (differs.MustGo && !_schedule.IsOver(upload, now))
            rejected = rejected with { LookAt = _schedule.Soon(now) };
        if (!await _ledger.ReplaceAsync(upload, rejected, cancellationToken))
            return await _ledger.FindAsync(upload.Id, cancellationToken) ?? upload;
        if (upload.State != UploadState.Rejected)
            _signals.Changed(rejected);
        if (differs.MustGo)
            await DeleteAsync(upload, differs, cancellationToken);
        return rejected;
    }

    private async Task DeleteAsync(UploadRecord upload, ObjectLook.Differs differs, CancellationToken cancellationToken)
    {
        var gone = _buckets.Find(upload.Bucket, upload.Profile) is { } bucket
            && await bucket.DeleteAsync(upload.Key, cancellationToken) is OssOutcome<bool>.Done or OssOutcome<bool>.Missing;
        _history.Add(upload.Id, HistoryEvents.Delete, ("reason", differs.IsContent ? $"the object's {differs.Reason} is not what was granted" : "the object is over the granted size"), ("code", gone ? null : KnownProblems.OssUnavailable.Code));
    }
}
