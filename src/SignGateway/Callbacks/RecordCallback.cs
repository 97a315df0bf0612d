using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SignGateway.Problems;
using SignGateway.Profiles;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Callbacks;

/// <summary>The last checks of a callback that is genuine and agrees with its ticket: recorded already, expiry, the object itself, the record.</summary>
internal sealed class RecordCallback
{
    // Each lost race means that the record went on, and it does not go on for ever.
    private const int Attempts = 5;

    private readonly IUploadLedger _ledger;
    private readonly RecordUpload _record;
    private readonly LookAtObject _look;
    private readonly FollowBucket _follow;
    private readonly LookSchedule _schedule;
    private readonly DueSignal _due;
    private readonly UploadSignals _signals;
    private readonly TimeSpan _grace;
    private readonly TimeProvider _time;
    private readonly ILogger<RecordCallback> _logger;

    public RecordCallback(
        IUploadLedger ledger,
        RecordUpload record,
        LookAtObject look,
        FollowBucket follow,
        LookSchedule schedule,
        DueSignal due,
        UploadSignals signals,
        IOptions<TicketOptions> tickets,
        TimeProvider time,
        ILogger<RecordCallback> logger)
    {
        _ledger = ledger;
        _record = record;
        _look = look;
        _follow = follow;
        _schedule = schedule;
        _due = due;
        _signals = signals;
        _grace = tickets.Value.Grace;
        _time = time;
        _logger = logger;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<CallbackOutcome> ExecuteAsync(Ticket ticket, CallbackFacts facts, CallbackDeadline deadline)
    {
        var now = _time.GetUtcNow();
        var stored = Stored(ticket, facts, now);
        var expired = now > ticket.ExpiresAt + _grace;
        var first = _schedule.VerificationOf(ticket.Profile) == VerifyObject.Before;
        if (expired || first)
        {
            var known = await _ledger.FindAsync(facts.UploadId, deadline.ForLedger());
            if (known is not null && (known.Answer is not null || known.State == UploadState.Deleted))
                return await KnownAsync(known, facts, deadline);
            if (expired)
                return new CallbackOutcome.Refused(KnownProblems.TicketExpired, "the ticket's end and grace are over");
            if (await RefusalAsync(stored, known, facts, deadline) is { } difference)
                return difference;
            stored = stored with { Evidence = Evidence.Object };
        }

        var outcome = await _record.ExecuteAsync(stored, deadline.ForLedger());
        // Another object was turned away before; for this one only the object itself can speak.
        if (outcome is { First: false, Upload: { State: UploadState.Rejected, Answer: null } rejected } && stored.Evidence == Evidence.Callback)
        {
            if (await RefusalAsync(rejected, rejected, facts, deadline) is { } refusal)
                return refusal;
            outcome = await _record.ExecuteAsync(stored with { Evidence = Evidence.Object }, deadline.ForLedger());
        }

        if (!outcome.First)
            return await KnownAsync(outcome.Upload, facts, deadline);
        CallbackLog.Recorded(_logger, facts.UploadId.ToString(), facts.Size);
        return new CallbackOutcome.Recorded(outcome.Upload.Answer!, Duplicate: false) { Upload = outcome.Upload, IsNew = true };
    }

    private async ValueTask<CallbackOutcome> KnownAsync(UploadRecord upload, CallbackFacts facts, CallbackDeadline deadline)
    {
        if (upload.Answer is null)
            return new CallbackOutcome.Refused(KnownProblems.TicketInvalid, "the grant was revoked");
        // A record that was stored once has its answer for ever, whatever became of the object since.
        if (TellsOf(upload, facts))
            return Repeated(upload);
        return await FollowAsync(upload, facts, deadline);
    }

    // Another ETag or size is no repeat: something was put there, or somebody says so. Only the bucket knows.
    private async Task<CallbackOutcome> FollowAsync(UploadRecord upload, CallbackFacts facts, CallbackDeadline deadline)
    {
        var look = upload.State == UploadState.Deleted ? null : await LookAsync(upload, deadline);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var becomes = Following(upload, look);
            if (await TryReplaceAsync(upload, becomes, deadline))
                return Followed(look, becomes, isNew: becomes.Answer != upload.Answer);

            upload = await _ledger.FindAsync(upload.Id, deadline.ForLedger()) ?? upload;
            if (TellsOf(upload, facts))
                return Repeated(upload);
            if (upload.State == UploadState.Deleted)
                look = null;
        }

        return new CallbackOutcome.Refused(KnownProblems.LedgerUnavailable, "the record changed again and again");
    }

    private static CallbackOutcome.Recorded Repeated(UploadRecord upload) => new(upload.Answer!, Duplicate: true) { Upload = upload };

    private static CallbackOutcome Followed(ObjectLook? look, UploadRecord upload, bool isNew) => look switch
    {
        null => new CallbackOutcome.Refused(KnownProblems.TicketInvalid, "the upload was deleted"),
        ObjectLook.Unavailable(var reason) => new CallbackOutcome.Refused(KnownProblems.OssUnavailable, reason),
        ObjectLook.Differs(var reason, _) => new CallbackOutcome.Refused(KnownProblems.TicketMismatch, $"the object's {reason} is not what was granted"),
        ObjectLook.Foreign(var reason) => new CallbackOutcome.Refused(KnownProblems.TicketMismatch, reason),
        _ => Repeated(upload) with { IsNew = isNew },
    };

    private async Task<CallbackOutcome.Refused?> RefusalAsync(UploadRecord told, UploadRecord? known, CallbackFacts facts, CallbackDeadline deadline)
    {
        var look = await LookAsync(told, deadline);
        // What is in the file was seen here and now, so its upload need not wait for the sweep.
        if (look is ObjectLook.Differs { IsContent: true } && known is { Deleting: false })
            await TryReplaceAsync(known, Following(known, look), deadline);
        return Disagreement(look, facts);
    }

    // The record as the look has it; where there was none, or more is to be done than there is time for here, the sweep goes on at once.
    private UploadRecord Following(UploadRecord upload, ObjectLook? look)
    {
        var now = _time.GetUtcNow();
        return look switch
        {
            null or ObjectLook.Unavailable => upload with { LookAt = now },
            ObjectLook.Differs(_, MustGo: true) => _follow.Apply(upload, look, now) with { LookAt = now },
            _ => _follow.Apply(upload, look, now),
        };
    }

    private async Task<bool> TryReplaceAsync(UploadRecord seen, UploadRecord becomes, CallbackDeadline deadline)
    {
        if (!await _ledger.ReplaceAsync(seen, becomes, deadline.ForLedger()))
            return false;
        _due.Hint();
        if (becomes.State != seen.State)
            _signals.Changed(becomes);
        return true;
    }

    private async Task<ObjectLook> LookAsync(UploadRecord upload, CallbackDeadline deadline)
    {
        try
        {
            return await _look.ExecuteAsync(upload, deadline.ForLook());
        }
        catch (OperationCanceledException)
        {
            return new ObjectLook.Unavailable("OSS did not answer within its share of the deadline");
        }
    }

    private static CallbackOutcome.Refused? Disagreement(ObjectLook look, CallbackFacts facts) => look switch
    {
        ObjectLook.Agrees(var head, _) when head.Size == facts.Size && head.ETag == facts.ETag => null,
        ObjectLook.Agrees => new(KnownProblems.TicketMismatch, "the object has another size or ETag"),
        ObjectLook.Differs(var reason, _) => new(KnownProblems.TicketMismatch, $"the object's {reason} is not what was granted"),
        ObjectLook.Foreign(var reason) => new(KnownProblems.TicketMismatch, reason),
        ObjectLook.Absent => new(KnownProblems.TicketMismatch, "there is no object"),
        ObjectLook.Unavailable(var reason) => new(KnownProblems.OssUnavailable, reason),
        var unknown => throw new UnreachableException($"Unhandled outcome {unknown}"),
    };

    private static bool TellsOf(UploadRecord upload, CallbackFacts facts) => upload.Answer is not null && upload.Size == facts.Size && upload.ETag == facts.ETag;

    private static UploadRecord Stored(Ticket ticket, CallbackFacts facts, DateTimeOffset now) => new()
    {
        Id = facts.UploadId,
        PrefixGrant = ticket.IsPrefix ? ticket.UploadId : null,
        Owner = ticket.Owner,
        Method = ticket.Method,
        Profile = ticket.Profile,
        Bucket = facts.Bucket,
        Key = facts.Key,
        State = UploadState.Stored,
        FileName = facts.FileName,
        ContentType = facts.ContentType,
        Size = facts.Size,
        ETag = facts.ETag,
        Crc64 = facts.Crc64,
        Image = facts.Image,
        Vars = facts.Vars,
        ClientVars = facts.ClientVars,
        IssuedAt = ticket.IssuedAt,
        ExpiresAt = ticket.ExpiresAt,
        StoredAt = now,
        RecordedBy = RecordedBy.Callback,
        Evidence = Evidence.Callback,
    };
}
