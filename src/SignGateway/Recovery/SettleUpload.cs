using SignGateway.Uploads;
using SignGateway.Uploads.History;

namespace SignGateway.Recovery;

/// <summary>The third road, for one upload whose look is due: brings the record in line with the bucket, and plans the next look.</summary>
internal sealed class SettleUpload
{
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(5);

    private readonly IUploadLedger _ledger;
    private readonly LookAgain _again;
    private readonly AbandonParts _parts;
    private readonly SettlePrefix _prefix;
    private readonly DeleteUpload _delete;
    private readonly LookSchedule _schedule;
    private readonly UploadSignals _signals;
    private readonly HistoryNotes _history;
    private readonly TimeProvider _time;

    public SettleUpload(
        IUploadLedger ledger,
        LookAgain again,
        AbandonParts parts,
        SettlePrefix prefix,
        DeleteUpload delete,
        LookSchedule schedule,
        UploadSignals signals,
        HistoryNotes history,
        TimeProvider time)
    {
        _ledger = ledger;
        _again = again;
        _parts = parts;
        _prefix = prefix;
        _delete = delete;
        _schedule = schedule;
        _signals = signals;
        _history = history;
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
                return await LookAsync(upload, cancellationToken) is not ObjectLook.Unavailable;
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
        // First: what is not there after it never will be.
        if (!await _parts.ExecuteAsync(upload, cancellationToken))
        {
            await PlanAsync(upload, cancellationToken);
            return false;
        }

        var look = await LookAsync(upload, cancellationToken);
        if (look is ObjectLook.Agrees)
            return true;
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
        var (look, after) = await _again.ExecuteAsync(upload, cancellationToken);
        var (word, reason) = look.Tell();
        _history.Add(upload.Id, HistoryEvents.Reconcile, ("look", word), ("reason", reason), ("state", after.State.ToText()));
        return look;
    }

    private Task<bool> PlanAsync(UploadRecord upload, CancellationToken cancellationToken) =>
        ReplaceAsync(upload, upload with { LookAt = _schedule.Next(upload, _time.GetUtcNow()) }, cancellationToken);

    private async Task<bool> ReplaceAsync(UploadRecord upload, UploadRecord becomes, CancellationToken cancellationToken)
    {
        if (await _ledger.ReplaceAsync(upload, becomes, cancellationToken) && becomes.State != upload.State)
        {
            _signals.Changed(becomes);
            _history.Add(upload.Id, HistoryEvents.Reconcile, ("state", becomes.State.ToText()));
        }

        return true;
    }
}
