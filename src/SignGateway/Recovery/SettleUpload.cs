using SignGateway.Uploads;

namespace SignGateway.Recovery;

/// <summary>
/// The third road, for one upload whose look is due: asks OSS and brings the record in line with the bucket. Nothing is held while OSS
/// is asked; what the record became meanwhile wins, since every result is a compare-and-set.
/// </summary>
internal sealed class SettleUpload
{
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(5);

    private readonly IUploadLedger _ledger;
    private readonly LookAtObject _look;
    private readonly BucketPresence _bucket;
    private readonly RecordUpload _record;
    private readonly FollowBucket _follow;
    private readonly SettlePrefix _prefix;
    private readonly DeleteUpload _delete;
    private readonly LookSchedule _schedule;
    private readonly UploadSignals _signals;
    private readonly TimeProvider _time;

    public SettleUpload(
        IUploadLedger ledger,
        LookAtObject look,
        BucketPresence bucket,
        RecordUpload record,
        FollowBucket follow,
        SettlePrefix prefix,
        DeleteUpload delete,
        LookSchedule schedule,
        UploadSignals signals,
        TimeProvider time)
    {
        _ledger = ledger;
        _look = look;
        _bucket = bucket;
        _record = record;
        _follow = follow;
        _prefix = prefix;
        _delete = delete;
        _schedule = schedule;
        _signals = signals;
        _time = time;
    }

    /// <summary>False if OSS did not answer; then nothing but the time of the next look has changed.</summary>
    public async Task<bool> ExecuteAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        if (upload.Deleting)
            return await FinishDeleteAsync(upload, cancellationToken);
        if (IsEarly(upload))
            return await PlanAsync(upload, cancellationToken);

        switch (upload.State)
        {
            case UploadState.Issued:
                return await SettleIssuedAsync(upload, cancellationToken);
            case UploadState.Stored or UploadState.Rejected:
                return await FollowAsync(upload, cancellationToken);
            case UploadState.Prefix:
                return await SettlePrefixAsync(upload, cancellationToken);
            case UploadState.Deleted:
                return await SweepUpAsync(upload, cancellationToken);
            default:
                return await PlanAsync(upload, cancellationToken);
        }
    }

    // A note of a replica that plans nothing itself is due from the start.
    private bool IsEarly(UploadRecord upload) => upload.State is UploadState.Issued or UploadState.Prefix && _time.GetUtcNow() < upload.ExpiresAt;

    private async Task<bool> SettleIssuedAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        var look = await LookAsync(upload, cancellationToken);
        if (look is ObjectLook.Agrees(var head, _))
        {
            await _record.ExecuteAsync(StoredUpload.From(upload, head, RecordedBy.Reconcile, _time.GetUtcNow()), cancellationToken);
            return true;
        }

        if (look is ObjectLook.Unavailable || !_schedule.IsOver(upload, _time.GetUtcNow()))
            return await PlanAsync(upload, cancellationToken) && look is not ObjectLook.Unavailable;
        return await ReplaceAsync(upload, upload with { State = UploadState.Expired, LookAt = null }, cancellationToken);
    }

    private async Task<bool> SettlePrefixAsync(UploadRecord grant, CancellationToken cancellationToken)
    {
        // Asked before the list: what comes in later is seen at the next look.
        var over = _schedule.IsOver(grant, _time.GetUtcNow());
        var (answered, done) = await _prefix.ExecuteAsync(grant, cancellationToken);
        var now = _time.GetUtcNow();
        DateTimeOffset? next = answered && !done ? now : _schedule.Next(grant, now);
        if (over && !done)
            next ??= now + Retry;
        await ReplaceAsync(grant, grant with { LookAt = next }, cancellationToken);
        return answered;
    }

    private async Task<bool> FollowAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        var look = await LookAsync(upload, cancellationToken);
        await ReplaceAsync(upload, _follow.Apply(upload, look, _time.GetUtcNow()), cancellationToken);
        return look is not ObjectLook.Unavailable;
    }

    private async Task<bool> FinishDeleteAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        if (!await _delete.TryDeleteObjectAsync(upload, cancellationToken))
        {
            await PlanAsync(upload, cancellationToken);
            return false;
        }

        await _delete.MarkAsync(upload, cancellationToken);
        return true;
    }

    // The form may have been posted again after the delete.
    private async Task<bool> SweepUpAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        if (await _delete.TryDeleteObjectAsync(upload, cancellationToken))
            return await PlanAsync(upload, cancellationToken);
        await ReplaceAsync(upload, upload with { LookAt = _schedule.Next(upload with { Deleting = true }, _time.GetUtcNow()) }, cancellationToken);
        return false;
    }

    private async Task<ObjectLook> LookAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        var look = await _look.ExecuteAsync(upload, cancellationToken);
        // A bucket that is not there has no objects either, and tells nothing of them.
        return look is ObjectLook.Absent && !await _bucket.AnswersAsync(upload, cancellationToken) ? new ObjectLook.Unavailable("the bucket does not answer") : look;
    }

    private Task<bool> PlanAsync(UploadRecord upload, CancellationToken cancellationToken) =>
        ReplaceAsync(upload, upload with { LookAt = _schedule.Next(upload, _time.GetUtcNow()) }, cancellationToken);

    private async Task<bool> ReplaceAsync(UploadRecord upload, UploadRecord becomes, CancellationToken cancellationToken)
    {
        if (await _ledger.ReplaceAsync(upload, becomes, cancellationToken) && becomes.State != upload.State)
            _signals.Changed(upload.Id);
        return true;
    }
}
