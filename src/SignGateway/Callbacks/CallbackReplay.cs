using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using SignGateway.Telemetry;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Callbacks;

/// <summary>
/// Sees to it that of many deliveries of one callback one does the work and the others get its answer. It saves work, it does not decide:
/// with the guard away, or its memory gone, every delivery asks the ledger, and the ledger's unique key gives the same answer.
/// </summary>
internal sealed class CallbackReplay
{
    private static readonly TimeSpan Keep = TimeSpan.FromHours(24);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly IReplayGuard _guard;
    private readonly GatewayMeter _meter;
    private readonly TimeProvider _time;
    private readonly ILogger<CallbackReplay> _logger;

    public CallbackReplay(IReplayGuard guard, GatewayMeter meter, TimeProvider time, ILogger<CallbackReplay> logger)
    {
        _guard = guard;
        _meter = meter;
        _time = time;
        _logger = logger;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<CallbackOutcome> OnceAsync(
        Ticket ticket, CallbackFacts facts, Func<Ticket, CallbackFacts, CallbackDeadline, ValueTask<CallbackOutcome>> work, CallbackDeadline deadline)
    {
        var key = GuardKeys.Of(facts.UploadId, facts.Size, facts.ETag);
        var claim = await ClaimAsync(key, deadline);
        if (claim is GuardClaim.Answered(var answer))
            return new CallbackOutcome.Recorded(answer, Duplicate: true);

        CallbackOutcome? outcome = null;
        try
        {
            outcome = await work(ticket, facts, deadline);
            return outcome;
        }
        finally
        {
            await EndAsync(key, claim, outcome, deadline);
        }
    }

    // Null if the guard does not say.
    private async ValueTask<GuardClaim?> ClaimAsync(string key, CallbackDeadline deadline)
    {
        var token = deadline.ForGuard();
        var started = 0L;
        try
        {
            while (true)
            {
                started = Begin();
                var claim = await _guard.ClaimAsync(key, CallbackDeadline.Lease, token);
                End("claim", "ok", started);
                if (claim is not GuardClaim.Busy)
                    return claim;
                await Task.Delay(Pause, _time, token);
            }
        }
        catch (Exception exception) when (IsAway(exception))
        {
            End("claim", "away", started);
            LogAway(exception);
            return null;
        }
    }

    private async ValueTask EndAsync(string key, GuardClaim? claim, CallbackOutcome? outcome, CallbackDeadline deadline)
    {
        // Repeats do not get what only this one was told, for want of an answer.
        if (outcome is CallbackOutcome.Recorded(var first, _) { App: null or { IsSettled: true } })
            // Nobody waits for it: a repeat that comes before it asks once more, and without it the ledger has the same answer.
            _ = StoreAsync(key, first);
        else if (claim is GuardClaim.Held(var holder))
            await ReleaseAsync(key, holder, deadline);
    }

    // It outlives the callback, so neither the deadline nor the connection ends it; the guard's own patience does.
    private async Task StoreAsync(string key, string answer)
    {
        var started = Begin();
        try
        {
            await _guard.AnswerAsync(key, answer, Keep, CancellationToken.None);
            End("answer", "ok", started);
        }
        catch (GuardUnavailableException exception)
        {
            End("answer", "away", started);
            LogAway(exception);
        }
    }

    private async ValueTask ReleaseAsync(string key, string holder, CallbackDeadline deadline)
    {
        var started = Begin();
        try
        {
            await _guard.ReleaseAsync(key, holder, deadline.ForGuard());
            End("release", "ok", started);
        }
        catch (Exception exception) when (IsAway(exception))
        {
            End("release", "away", started);
            LogAway(exception);
        }
    }

    private long Begin() => _meter.TimesGuard ? _time.GetTimestamp() : 0;

    private void End(string operation, string outcome, long started)
    {
        if (started != 0)
            _meter.GuardAsked(operation, outcome, _time.GetElapsedTime(started));
    }

    // Its share may be used up by a slow guard or by a claimant that does not finish: then, too, the ledger decides.
    private static bool IsAway(Exception exception) => exception is GuardUnavailableException or OperationCanceledException;

    private void LogAway(Exception exception) =>
        CallbackLog.GuardAway(_logger, exception is GuardUnavailableException ? exception.Message : "no answer within its share of the deadline");
}
