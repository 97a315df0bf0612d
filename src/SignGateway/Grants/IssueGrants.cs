using System.Diagnostics;
using System.Security.Cryptography;
using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Profiles;
using SignGateway.Protocol.Values;
using SignGateway.Telemetry;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Grants;

/// <summary>Issues one or many grants for a caller. Nothing is answered that the ledger has not noted.</summary>
internal sealed class IssueGrants
{
    private readonly BucketCatalog _buckets;
    private readonly GrantCredentials _credentials;
    private readonly TicketKeyRing _ring;
    private readonly IUploadLedger _ledger;
    private readonly LookSchedule _schedule;
    private readonly GrantMethods _methods;
    private readonly UploadSignals _signals;
    private readonly GatewayMeter _meter;
    private readonly TimeProvider _time;
    private readonly RandomNumberGenerator _random;

    public IssueGrants(
        BucketCatalog buckets,
        GrantCredentials credentials,
        TicketKeyRing ring,
        IUploadLedger ledger,
        LookSchedule schedule,
        GrantMethods methods,
        UploadSignals signals,
        GatewayMeter meter,
        TimeProvider time,
        RandomNumberGenerator random)
    {
        _buckets = buckets;
        _credentials = credentials;
        _ring = ring;
        _ledger = ledger;
        _schedule = schedule;
        _methods = methods;
        _signals = signals;
        _meter = meter;
        _time = time;
        _random = random;
    }

    public async Task<GrantOutcome> ExecuteAsync(
        Caller caller, IReadOnlyList<GrantRequest> requests, bool isBatch, IdempotencyClaim? claim, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var identities = new Dictionary<Profile, OssCredentials>();
        foreach (var profile in requests.Select(request => request.Profile).Distinct())
        {
            var (problem, identity) = await _credentials.GetAsync(profile, cancellationToken);
            if (problem is not null)
                return new GrantOutcome.Refused(problem);
            identities.Add(profile, identity!);
        }

        if (_methods.Admit(caller, requests) is { } refusal)
            return new GrantOutcome.Refused(refusal);

        var now = WholeMilliseconds(_time.GetUtcNow());
        var grants = requests.Select(request => Plan(caller, request, now)).ToList();
        var note = claim is null
            ? null
            : new IdempotencyNote(caller.Owner, claim.Route, claim.Key, claim.BodyDigest, now, grants.Min(grant => grant.ExpiresAt));
        // Signing takes as long as the note's commit; what turns out to be another's repeat is thrown away unseen.
        var notes = grants.ConvertAll(grant => Note(grant, now));
        var noting = GrantQuotas.CheckOf(caller, identities.Keys, grants, now) is { } check
            ? _ledger.NoteWithinAsync(notes, note, check, cancellationToken)
            : _ledger.NoteAsync(notes, note, cancellationToken);
        var signed = grants.ConvertAll(Sign);
        switch (await noting)
        {
            case NoteOutcome.Noted:
                notes.ForEach(_signals.Issued);
                return await FinishAsync(signed, notes, repeated: false);
            case NoteOutcome.Repeated(var uploads):
                return await FinishAsync([.. requests.Zip(uploads, (request, upload) => Sign(Again(request, upload)))], uploads, repeated: true);
            case NoteOutcome.Conflicting:
                return new GrantOutcome.Refused(KnownProblems.IdempotencyConflict);
            case NoteOutcome.InProgress:
                return new GrantOutcome.Refused(KnownProblems.IdempotencyInProgress);
            case NoteOutcome.OverQuota(var excess):
                return new GrantOutcome.Refused(GrantQuotas.Refusal(excess, isBatch, now));
            case var unknown:
                throw new UnreachableException($"Unhandled outcome {unknown}");
        }

        Grant Sign(PlannedGrant grant) => _methods.Of(grant.Request).Sign(grant, identities[grant.Request.Profile], now);

        async Task<GrantOutcome> FinishAsync(List<Grant> begun, IReadOnlyList<UploadRecord> noted, bool repeated)
        {
            for (var index = 0; index < begun.Count; index++)
            {
                var (problem, grant) = await _methods.Of(requests[index]).FinishAsync(begun[index], noted[index], cancellationToken);
                if (problem is not null)
                    return new GrantOutcome.Refused(problem);
                begun[index] = grant!;
            }

            foreach (var request in requests)
                _meter.Granted(request.Profile.Name);
            _meter.Signed(_time.GetElapsedTime(started));
            return new GrantOutcome.Issued(begun, repeated);
        }
    }

    private UploadRecord Note(PlannedGrant grant, DateTimeOffset now)
    {
        var note = grant.ToNote();
        return note with { LookAt = _schedule.Next(note, now) };
    }

    private PlannedGrant Plan(Caller caller, GrantRequest request, DateTimeOffset now)
    {
        Span<byte> random = stackalloc byte[10];
        _random.GetBytes(random);
        var id = UploadId.Create(now, random);
        var (template, owner) = (request.Profile.KeyTemplate, _ring.OwnerHash(caller.Owner));
        var key = request.IsPrefix ? template.ExpandDirectory(id.ToString(), owner, now) : template.Expand(id.ToString(), owner, now, request.FileName).Value;
        return new PlannedGrant(
            id, caller.Owner, request, _buckets.Of(request.Profile).Address.Bucket, key, now, now + _methods.Of(request).LifeOf(request.Profile.Options));
    }

    private static PlannedGrant Again(GrantRequest request, UploadRecord upload) =>
        new(upload.Id, upload.Owner, request, upload.Bucket, upload.Key, upload.IssuedAt, upload.ExpiresAt);

    private static DateTimeOffset WholeMilliseconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
