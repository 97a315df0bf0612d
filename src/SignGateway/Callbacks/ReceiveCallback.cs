using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SignGateway.Problems;
using SignGateway.Protocol.Callbacks;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Callbacks;

/// <summary>Judges one callback and records its upload. The checks stand in a row and stop at the first failure; the order is part of the contract.</summary>
internal sealed class ReceiveCallback
{
    private readonly VerifyCallback _verify;
    private readonly TicketSealer _sealer;
    private readonly CallbackReplay _replay;
    private readonly IUploadLedger _ledger;
    private readonly RecordUpload _record;
    private readonly TimeSpan _grace;
    private readonly TimeProvider _time;
    private readonly ILogger<ReceiveCallback> _logger;

    public ReceiveCallback(
        VerifyCallback verify,
        TicketSealer sealer,
        CallbackReplay replay,
        IUploadLedger ledger,
        RecordUpload record,
        IOptions<TicketOptions> tickets,
        TimeProvider time,
        ILogger<ReceiveCallback> logger)
    {
        _verify = verify;
        _sealer = sealer;
        _replay = replay;
        _ledger = ledger;
        _record = record;
        _grace = tickets.Value.Grace;
        _time = time;
        _logger = logger;
    }

    public async Task<CallbackOutcome> ExecuteAsync(CallbackRequest request, Func<CancellationToken, Task<byte[]?>> readBody, CallbackDeadline deadline)
    {
        var (refused, bytes) = await _verify.ExecuteAsync(request, readBody, deadline);
        if (refused is not null)
            return refused;
        if (!CallbackBody.TryParse(request.ContentType, bytes, out var body, out var fault))
            return new CallbackOutcome.Refused(KnownProblems.CallbackMalformed, fault);
        if (_sealer.Open(body!.Get(CallbackFields.Ticket), TicketPurpose.Callback) is not TicketOutcome.Opened(var ticket))
            return new CallbackOutcome.Refused(KnownProblems.TicketInvalid, "there is no ticket, or none that counts");
        if (CallbackFacts.Agreeing(body, ticket, out var difference) is not { } facts)
            return new CallbackOutcome.Refused(KnownProblems.TicketMismatch, $"{difference} differs from the ticket");

        return await _replay.OnceAsync(ticket.UploadId, facts, () => RecordAsync(ticket, facts, deadline), deadline);
    }

    private async Task<CallbackOutcome> RecordAsync(Ticket ticket, CallbackFacts facts, CallbackDeadline deadline)
    {
        var now = _time.GetUtcNow();
        if (now > ticket.ExpiresAt + _grace)
        {
            var known = await deadline.ForLedgerAsync(token => _ledger.FindAsync(ticket.UploadId, token));
            return known is null || (known.Answer is null && known.State != UploadState.Deleted)
                ? new CallbackOutcome.Refused(KnownProblems.TicketExpired, "the ticket's end and grace are over")
                : Known(known);
        }

        var outcome = await deadline.ForLedgerAsync(token => _record.ExecuteAsync(Stored(ticket, facts, now), token));
        if (!outcome.First)
            return Known(outcome.Upload);
        CallbackLog.Recorded(_logger, ticket.UploadId.ToString(), facts.Size);
        return new CallbackOutcome.Recorded(outcome.Upload.Answer!, Duplicate: false);
    }

    // A record that was stored once has its answer for ever, whatever became of the object since.
    private static CallbackOutcome Known(UploadRecord upload) => upload.Answer is { } answer
        ? new CallbackOutcome.Recorded(answer, Duplicate: true)
        : new CallbackOutcome.Refused(KnownProblems.TicketInvalid, "the grant was revoked");

    private static UploadRecord Stored(Ticket ticket, CallbackFacts facts, DateTimeOffset now) => new()
    {
        Id = ticket.UploadId,
        Owner = ticket.Owner,
        Profile = ticket.Profile,
        Bucket = facts.Bucket,
        Key = facts.Key,
        State = UploadState.Stored,
        FileName = ticket.FileName,
        ContentType = ticket.ContentType,
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
