using Microsoft.Extensions.Logging;
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
    private readonly TimeProvider _time;
    private readonly ILogger<CallbackReplay> _logger;

    public CallbackReplay(IReplayGuard guard, TimeProvider time, ILogger<CallbackReplay> logger)
    {
        _guard = guard;
        _time = time;
        _logger = logger;
    }

    public async Task<CallbackOutcome> OnceAsync(UploadId id, CallbackFacts facts, Func<Task<CallbackOutcome>> work, CallbackDeadline deadline)
    {
        var key = GuardKeys.Of(id, facts.Size, facts.ETag);
        var claim = await TryAsync<GuardClaim>(deadline, async token => await ClaimAsync(key, token));
        if (claim is GuardClaim.Answered(var answer))
            return new CallbackOutcome.Recorded(answer, Duplicate: true);

        CallbackOutcome? outcome = null;
        try
        {
            outcome = await work();
            return outcome;
        }
        finally
        {
            // Repeats do not get what only this one was told, for want of an answer.
            if (outcome is CallbackOutcome.Recorded(var first, _) { App: null or { IsSettled: true } })
                await TryAsync(deadline, token => Done(_guard.AnswerAsync(key, first, Keep, token)));
            else if (claim is GuardClaim.Held(var holder))
                await TryAsync(deadline, token => Done(_guard.ReleaseAsync(key, holder, token)));
        }
    }

    private static async Task<object?> Done(Task call)
    {
        await call;
        return null;
    }

    private async Task<GuardClaim> ClaimAsync(string key, CancellationToken cancellationToken)
    {
        while (true)
        {
            var claim = await _guard.ClaimAsync(key, CallbackDeadline.Lease, cancellationToken);
            if (claim is not GuardClaim.Busy)
                return claim;
            await Task.Delay(Pause, _time, cancellationToken);
        }
    }

    private async Task<T?> TryAsync<T>(CallbackDeadline deadline, Func<CancellationToken, Task<T?>> call)
        where T : class
    {
        try
        {
            return await deadline.ForGuardAsync(call);
        }
        catch (GuardUnavailableException exception)
        {
            CallbackLog.GuardAway(_logger, exception.Message);
        }
        catch (OperationCanceledException)
        {
            // The share is used up, by a slow guard or by a claimant that does not finish: the ledger decides.
            CallbackLog.GuardAway(_logger, "no answer within its share of the deadline");
        }

        return null;
    }
}
