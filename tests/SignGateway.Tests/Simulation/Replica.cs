using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SignGateway.Callbacks;
using SignGateway.Forwarding;
using SignGateway.Objects;
using SignGateway.Profiles;
using SignGateway.Recovery;
using SignGateway.Telemetry;
using SignGateway.Tickets;
using SignGateway.Uploads;
using SignGateway.Uploads.History;

namespace SignGateway.Tests.Simulation;

/// <summary>One life of one replica: the product's own steps over ports that fail. A replica that starts again is a new one of these.</summary>
internal sealed class Replica
{
    private readonly Scheduler _scheduler;
    private readonly ReplicaContext _context;
    private readonly CallbackReplay _replay;
    private readonly RecordCallback _record;
    private readonly ForwardCallback _forward;
    private readonly ConfirmUpload _confirm;
    private readonly DeleteUpload _delete;
    private readonly Reconcile _reconcile;
    private readonly LookSchedule _schedule;

    public Replica(Scheduler scheduler, TimeSpan skew, IUploadLedger ledger, IReplayGuard guard, IBuckets buckets, IForwardedAnswers answers, IHttpClientFactory application, Furniture furniture, VerifyObject verify)
    {
        var clock = new ReplicaClock(scheduler, skew);
        var profiles = furniture.Profiles(verify);
        _scheduler = scheduler;
        _context = new ReplicaContext(scheduler);
        Clock = clock;
        _schedule = new LookSchedule(furniture.Reconcile, furniture.Tickets, profiles);
        var signals = new UploadSignals(furniture.Meter);
        var history = new HistoryNotes(furniture.Name, furniture.Meter, clock);
        var due = new DueSignal();
        var look = new LookAtObject(buckets, furniture.Sealer, profiles, furniture.Meter, clock);
        var record = new RecordUpload(ledger, _schedule, due, signals, furniture.Meter);
        var follow = new FollowBucket(_schedule);
        var turnAway = new TurnAway(ledger, buckets, follow, _schedule, signals, history, clock);
        var parts = new AbandonParts(buckets, history);
        _delete = new DeleteUpload(ledger, look, parts, buckets, profiles, _schedule, signals, history, clock);
        _confirm = new ConfirmUpload(new SharedLooks(look, clock), record, turnAway, history, clock, NullLogger<ConfirmUpload>.Instance);
        _replay = new CallbackReplay(guard, furniture.Meter, clock, NullLogger<CallbackReplay>.Instance);
        _record = new RecordCallback(ledger, record, look, follow, _schedule, due, signals, furniture.Tickets, clock, NullLogger<RecordCallback>.Instance);
        var call = new CallApplication(application, new ConfiguredDestinations(), clock);
        _forward = new ForwardCallback(
            new ForwardTargets(profiles),
            new ForwardUpload(call, answers, furniture.Meter, clock, NullLogger<ForwardUpload>.Instance),
            new FindForwarded(answers, clock));
        var again = new LookAgain(ledger, look, new BucketPresence(buckets, clock), record, follow, turnAway, signals, clock);
        var prefix = new SettlePrefix(ledger, buckets, look, record, turnAway, _delete, profiles, history, clock);
        var settle = new SettleUpload(ledger, again, parts, prefix, _delete, _schedule, signals, history, clock);
        _reconcile = new Reconcile(ledger, settle, furniture.Reconcile, furniture.Meter, clock, NullLogger<Reconcile>.Instance);
        Ledger = ledger;
    }

    public TimeProvider Clock { get; }

    private IUploadLedger Ledger { get; }

    public void Kill() => _context.IsDead = true;

    /// <summary>Begins some work of this replica; what it throws breaks the run, unless the ledger or the guard were away.</summary>
    public void Begin(Func<Task> work) => _context.Post(_ => _ = WatchAsync(work), null);

    public async Task<bool> NoteAsync(UploadRecord note) =>
        await Ledger.NoteAsync([note with { LookAt = _schedule.Next(note, Clock.GetUtcNow()) }], null, CancellationToken.None) is NoteOutcome.Noted;

    public async Task<CallbackOutcome> CallbackAsync(Ticket ticket, CallbackFacts facts)
    {
        using var deadline = new CallbackDeadline(Clock);
        return await _replay.OnceAsync(
            ticket, facts, async (ticket, facts, deadline) => await _forward.ExecuteAsync(await _record.ExecuteAsync(ticket, facts, deadline), deadline), deadline);
    }

    public async Task<bool> ConfirmAsync(UploadId id) =>
        await Ledger.FindAsync(id, CancellationToken.None) is { } upload && (await _confirm.ExecuteAsync(upload, CancellationToken.None)).Problem is null;

    public async Task<bool> DeleteAsync(UploadId id) =>
        await Ledger.FindAsync(id, CancellationToken.None) is { } upload && await _delete.ExecuteAsync(upload, CancellationToken.None) is null;

    public Task SweepAsync() => _reconcile.ExecuteAsync(CancellationToken.None);

    private async Task WatchAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is LedgerUnavailableException or OperationCanceledException)
        {
            // The caller gets a 503 and may come again.
        }
        catch (Exception exception)
        {
            _scheduler.Break(exception);
        }
    }
}
