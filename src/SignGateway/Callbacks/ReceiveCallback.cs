using System.Runtime.CompilerServices;
using SignGateway.Problems;
using SignGateway.Protocol.Callbacks;
using SignGateway.Telemetry;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Callbacks;

/// <summary>Judges one callback. The checks stand in a row and stop at the first failure; the order is part of the contract.</summary>
internal sealed class ReceiveCallback
{
    private readonly VerifyCallback _verify;
    private readonly FailedCallbacks _failed;
    private readonly TicketSealer _sealer;
    private readonly CallbackReplay _replay;
    private readonly RecordCallback _record;
    private readonly OversizeCallback _oversize;
    private readonly ForwardCallback _forward;
    private readonly AnswerProbe _probe;
    private readonly Func<Ticket, CallbackFacts, CallbackDeadline, ValueTask<CallbackOutcome>> _work;

    public ReceiveCallback(
        VerifyCallback verify, FailedCallbacks failed, TicketSealer sealer, CallbackReplay replay, RecordCallback record, OversizeCallback oversize, ForwardCallback forward,
        AnswerProbe probe)
    {
        _verify = verify;
        _failed = failed;
        _sealer = sealer;
        _replay = replay;
        _record = record;
        _oversize = oversize;
        _forward = forward;
        _probe = probe;
        _work = RecordAsync;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<CallbackOutcome> ExecuteAsync(CallbackRequest request, CallbackDeadline deadline)
    {
        try
        {
            var outcome = await JudgeAsync(request, deadline);
            _failed.Note(request, outcome);
            return outcome;
        }
        catch (LedgerUnavailableException)
        {
            return new CallbackOutcome.Refused(KnownProblems.LedgerUnavailable, "the ledger cannot be reached");
        }
        catch (OperationCanceledException)
        {
            return new CallbackOutcome.Refused(KnownProblems.LedgerUnavailable, "the deadline passed");
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<CallbackOutcome> JudgeAsync(CallbackRequest request, CallbackDeadline deadline)
    {
        var (refused, bytes) = await _verify.ExecuteAsync(request, deadline);
        if (refused is not null)
            return await _probe.ExecuteAsync(request, refused, deadline);
        if (!CallbackBody.TryParse(request.ContentType, bytes, out var body, out var fault))
            return new CallbackOutcome.Refused(KnownProblems.CallbackMalformed, fault);
        if (_sealer.Open(body!.GetUtf8(CallbackFields.Ticket).Span, TicketPurpose.Callback) is not TicketOutcome.Opened(var ticket))
            return new CallbackOutcome.Refused(KnownProblems.TicketInvalid, "there is no ticket, or none that counts");
        request.Trace.UploadId = ticket.UploadId;
        request.Trace.Ticket = ticket;
        request.Trace.Told = body;
        if (CallbackFacts.Agreeing(body, ticket, out var difference) is not { } facts)
        {
            if (difference == CallbackFacts.SizeDifference)
                await _oversize.ExecuteAsync(ticket, deadline);
            return new CallbackOutcome.Refused(KnownProblems.TicketMismatch, $"{difference} differs from the ticket");
        }

        request.Trace.UploadId = facts.UploadId;
        return await _replay.OnceAsync(ticket, facts, _work, deadline);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<CallbackOutcome> RecordAsync(Ticket ticket, CallbackFacts facts, CallbackDeadline deadline)
    {
        using var activity = GatewayActivities.Continue(GatewayActivities.Record, ticket.Trace);
        activity.Concerns(facts.UploadId, ticket.Profile);
        return await _forward.ExecuteAsync(await _record.ExecuteAsync(ticket, facts, deadline), deadline);
    }
}
