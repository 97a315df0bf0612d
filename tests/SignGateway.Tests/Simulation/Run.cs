using SignGateway.Callbacks;
using SignGateway.Objects;
using SignGateway.Profiles;
using SignGateway.Uploads;

namespace SignGateway.Tests.Simulation;

/// <summary>
/// One run: a few uploads, replicas, users, storage that calls back or not, and half an hour in which everything may fail; then all is mended,
/// the sweep runs on, and the ledger must agree with the bucket and with what anybody was told.
/// </summary>
internal sealed class Run
{
    private const int Replicas = 2;
    private static readonly TimeSpan Chaos = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan GrantLife = TimeSpan.FromMinutes(10);

    private readonly Scheduler _scheduler;
    private readonly Wire _wire;
    private readonly SimulatedLedger _ledger;
    private readonly SimulatedGuard _guard;
    private readonly SimulatedBucket _bucket;
    private readonly SimulatedAnswers _answers;
    private readonly SimulatedApplication _application;
    private readonly Furniture _furniture;
    private readonly VerifyObject _verify;
    private readonly Replica[] _replicas = new Replica[Replicas];
    private readonly TimeSpan[] _skews = new TimeSpan[Replicas];
    private readonly List<SimulatedUpload> _uploads = [];

    private Run(int seed, Furniture furniture, Func<Wire, SimulatedLedger> ledger)
    {
        _scheduler = new Scheduler(seed);
        _wire = new Wire(_scheduler) { Trouble = _scheduler.Next(4) * 8 };
        _ledger = ledger(_wire);
        _guard = new SimulatedGuard(_wire, new ReplicaClock(_scheduler, TimeSpan.Zero));
        _bucket = new SimulatedBucket(_wire);
        _answers = new SimulatedAnswers(_wire);
        _application = new SimulatedApplication(_wire);
        _furniture = furniture;
        _verify = (VerifyObject)_scheduler.Next(3);
        for (var replica = 0; replica < Replicas; replica++)
        {
            _skews[replica] = TimeSpan.FromSeconds(_scheduler.Next(601) - 300);
            Start(replica);
        }
    }

    /// <summary>Runs one seed; throws if an invariant breaks. Answers the states in which its uploads end.</summary>
    public static IReadOnlyList<UploadState> Execute(int seed, Furniture furniture, Func<Wire, SimulatedLedger>? ledger = null)
    {
        var run = new Run(seed, furniture, ledger ?? (wire => new SimulatedLedger(wire)));
        run.PlanChaos();
        run._scheduler.Run();
        run.Heal();
        run.Judge();
        return [.. run._uploads.Select(upload => run._ledger.Peek(upload.Id)?.State ?? UploadState.Issued)];
    }

    private void PlanChaos()
    {
        for (var number = 1 + _scheduler.Next(3); number > 0; number--)
            Plan(new SimulatedUpload(number, _scheduler.Now, _furniture.Sealer));
        for (var sweep = 0; sweep < 6; sweep++)
            Sometime(Chaos, () => Any().Begin(Any().SweepAsync));
        for (var crash = _scheduler.Next(4); crash > 0; crash--)
            Sometime(Chaos, Crash);
        if (_scheduler.Chance(20))
            Sometime(Chaos, _guard.LoseMemory);
    }

    private void Plan(SimulatedUpload upload)
    {
        _uploads.Add(upload);
        var signer = Any();
        signer.Begin(async () =>
        {
            // Only a grant that was answered gives its user a form.
            if (await signer.NoteAsync(upload.Note()))
                PlanUser(upload);
        });
    }

    private void PlanUser(SimulatedUpload upload)
    {
        // With Never, nobody asked the gateway to find out about such a user.
        if (_scheduler.Chance(15) && _verify != VerifyObject.Never)
            Sometime(GrantLife, () => CallBack(upload, upload.Facts(upload.Object(9))));
        if (_scheduler.Chance(5))
            Sometime(GrantLife, () => _bucket.TryPost(upload.Key, upload.Foreign()));
        if (_scheduler.Chance(85))
            Sometime(GrantLife, () => Post(upload, 1));
        if (_scheduler.Chance(25))
            Sometime(GrantLife, () => Post(upload, 2));
        for (var confirm = _scheduler.Next(3); confirm > 0; confirm--)
            Sometime(Chaos, () => Confirm(upload));
        for (var delete = _scheduler.Chance(30) ? 1 + _scheduler.Next(2) : 0; delete > 0; delete--)
            Sometime(Chaos, () => Delete(upload));
    }

    private void Post(SimulatedUpload upload, int version)
    {
        if (_scheduler.Now >= upload.Ticket.ExpiresAt || !_bucket.TryPost(upload.Key, upload.Object(version)))
            return;
        var facts = upload.Facts(upload.Object(version));
        if (_scheduler.Chance(75))
            CallBack(upload, facts);
        if (_scheduler.Chance(25))
            CallBack(upload, facts);
        if (_scheduler.Chance(20))
            _scheduler.After(_scheduler.Within(Chaos), () => CallBack(upload, facts));
    }

    private void CallBack(SimulatedUpload upload, CallbackFacts facts)
    {
        var replica = Any();
        replica.Begin(async () =>
        {
            if (await replica.CallbackAsync(upload.Ticket, facts) is CallbackOutcome.Recorded(var answer, var duplicate))
            {
                MustBeRecorded(upload);
                upload.MustAgree(answer);
                if (!duplicate && ++upload.Firsts > 1)
                    throw new BrokenInvariantException("two calls were told that they recorded the upload");
            }
        });
    }

    private void Confirm(SimulatedUpload upload)
    {
        var replica = Any();
        replica.Begin(async () =>
        {
            if (await replica.ConfirmAsync(upload.Id))
                MustBeRecorded(upload);
        });
    }

    private void Delete(SimulatedUpload upload)
    {
        var replica = Any();
        replica.Begin(async () =>
        {
            if (!await replica.DeleteAsync(upload.Id))
                return;
            upload.WasToldDeleted = true;
            if (_ledger.Peek(upload.Id)!.State is not (UploadState.Deleted or UploadState.Expired))
                throw new BrokenInvariantException("an owner was told of a deletion that is not committed");
        });
    }

    private void MustBeRecorded(SimulatedUpload upload)
    {
        upload.WasToldStored = true;
        if (_ledger.Peek(upload.Id) is not { Answer: not null })
            throw new BrokenInvariantException("a 200 without a record");
    }

    private void Crash()
    {
        var replica = _scheduler.Next(Replicas);
        _replicas[replica].Kill();
        Start(replica);
    }

    private void Start(int replica) => _replicas[replica] = new Replica(_scheduler, _skews[replica], _ledger, _guard, _bucket, _answers, _application, _furniture, _verify);

    private void Heal()
    {
        _wire.Trouble = 0;
        // Looks at doubling pauses from five minutes on, up to a day beyond the end: some thirty rounds are plenty.
        for (var round = 0; round < 30; round++)
        {
            _scheduler.After(TimeSpan.FromHours(1 + round), () => Any().Begin(Any().SweepAsync));
            _scheduler.Run();
        }
    }

    private void Judge()
    {
        foreach (var upload in _uploads)
            Judge(upload, _ledger.Peek(upload.Id), _bucket.Peek(upload.Key));
    }

    private static void Judge(SimulatedUpload upload, UploadRecord? record, ObjectHead? found)
    {
        var stored = found?.Ticket is null ? null : found;
        if (record is null)
        {
            Hold(stored is null && !upload.WasToldStored, "an object without a record");
            return;
        }

        Hold(record.Owner == upload.Ticket.Owner, "a record of another owner");
        Hold(record is { LookAt: null, Deleting: false } && record.State != UploadState.Issued, $"still pending: {record.State}, look at {record.LookAt}, deleting {record.Deleting}");
        Hold((record.State == UploadState.Stored) == (stored is not null), $"{record.State} with {(stored is null ? "no" : "an")} object");
        Hold(record.State != UploadState.Rejected || found is not null, "rejected without an object");
        Hold(stored is null || (record.Size == stored.Size && record.ETag == stored.ETag), "a record that does not agree with its object");
        Hold(!upload.WasToldStored || record.Answer is not null, "a 200 whose record is gone");
        Hold(!upload.WasToldDeleted || record.State is UploadState.Deleted or UploadState.Expired, "a deletion that was undone");
    }

    private static void Hold(bool invariant, string broken)
    {
        if (!invariant)
            throw new BrokenInvariantException(broken);
    }

    private Replica Any() => _replicas[_scheduler.Next(Replicas)];

    private void Sometime(TimeSpan within, Action action) => _scheduler.After(_scheduler.Within(within), action);
}
