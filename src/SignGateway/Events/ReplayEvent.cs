using System.Diagnostics;
using SignGateway.Events.Delivery;
using SignGateway.Events.Outbox;
using SignGateway.Problems;
using SignGateway.Uploads.Audit;

namespace SignGateway.Events;

/// <summary>Delivers a dead letter after all. It is in the audit log before it happens, or it does not happen.</summary>
internal sealed class ReplayEvent(IEventOutbox outbox, EventTargets targets, EventSignals signals, AuditLog audit, TimeProvider time)
{
    public async Task<ReplayOutcome> ExecuteAsync(string who, EventId id, string? endpoint, CancellationToken cancellationToken)
    {
        var facts = new Dictionary<string, string> { ["endpoint"] = endpoint ?? "*" };
        var entry = await audit.WriteAsync(who, AuditActions.Replay, id.ToString(), facts, null, cancellationToken);
        var outcome = await outbox.ReplayAsync(id, endpoint, time.GetUtcNow(), cancellationToken);
        await audit.CompleteAsync(entry, new Dictionary<string, string>(facts) { ["outcome"] = Word(outcome) });
        if (outcome == ReplayOutcome.Replayed)
        {
            foreach (var target in targets.All.Where(target => target.Name == (endpoint ?? target.Name)))
                signals.For(target.Name).Hint();
        }

        return outcome;
    }

    private static string Word(ReplayOutcome outcome) => outcome switch
    {
        ReplayOutcome.Replayed => OutboxStatus.Pending.ToText(),
        ReplayOutcome.NotDead => KnownProblems.EventNotDead.Code,
        ReplayOutcome.NotFound => KnownProblems.EventNotFound.Code,
        _ => throw new UnreachableException(),
    };
}
