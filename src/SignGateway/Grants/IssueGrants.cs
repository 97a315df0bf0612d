using System.Diagnostics;
using System.Runtime.CompilerServices;
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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<GrantOutcome> ExecuteAsync(
        Caller caller, IReadOnlyList<GrantRequest> requests, bool isBatch, IdempotencyClaim? claim, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        using var activity = GatewayActivities.Start(GatewayActivities.Sign);
        var identities = new OssCredentials[requests.Count];
        for (var index = 0; index < identities.Length; index++)
        {
            // One profile's grants are all signed by the same pair.
            if (IndexOfProfile(requests, requests[index].Profile) is var first && first < index)
            {
                identities[index] = identities[first];
                continue;
            }

            var (problem, identity) = await _credentials.GetAsync(requests[index].Profile, cancellationToken);
            if (problem is not null)
                return new GrantOutcome.Refused(problem);
            identities[index] = identity!;
        }

        if (_methods.Admit(caller, requests) is { } refusal)
            return new GrantOutcome.Refused(refusal);

        var now = WholeMilliseconds(_time.GetUtcNow());
        var grants = Plan(caller, requests, now);
        if (grants.Length == 1)
            activity.Concerns(grants[0].IdText, grants[0].Request.Profile.Name);
        var note = claim is null
            ? null
            : new IdempotencyNote(caller.Owner, claim.Route, claim.Key, claim.BodyDigest, now, grants.Min(grant => grant.ExpiresAt));
        // Signing takes as long as the note's commit; what turns out to be another's repeat is thrown away unseen.
        var notes = Note(grants, now);
        var noting = GrantQuotas.CheckOf(caller, grants, now) is { } check
            ? _ledger.NoteWithinAsync(notes, note, check, cancellationToken)
            : _ledger.NoteAsync(notes, note, cancellationToken);
        var signed = Sign(grants, identities, now);
        switch (await noting)
        {
            case NoteOutcome.Noted:
                foreach (var noted in notes)
                    _signals.Issued(noted);
                return await FinishAsync(signed, notes, started, repeated: false, cancellationToken);
            case NoteOutcome.Repeated(var uploads):
                PlannedGrant[] again = [.. requests.Zip(uploads, Again)];
                return await FinishAsync(Sign(again, identities, now), uploads, started, repeated: true, cancellationToken);
            case NoteOutcome.Conflicting:
                return new GrantOutcome.Refused(KnownProblems.IdempotencyConflict);
            case NoteOutcome.InProgress:
                return new GrantOutcome.Refused(KnownProblems.IdempotencyInProgress);
            case NoteOutcome.OverQuota(var excess):
                return new GrantOutcome.Refused(GrantQuotas.Refusal(excess, isBatch, now));
            case var unknown:
                throw new UnreachableException($"Unhandled outcome {unknown}");
        }
    }

    private async ValueTask<GrantOutcome> FinishAsync(Grant[] begun, IReadOnlyList<UploadRecord> noted, long started, bool repeated, CancellationToken cancellationToken)
    {
        for (var index = 0; index < begun.Length; index++)
        {
            var (problem, grant) = await _methods.Of(begun[index].Planned.Request).FinishAsync(begun[index], noted[index], cancellationToken);
            if (problem is not null)
                return new GrantOutcome.Refused(problem);
            begun[index] = grant!;
        }

        foreach (var grant in begun)
            _meter.Granted(grant.Planned.Request.Profile.Name, grant.Planned.Request.Method.ToText(), repeated ? "repeated" : "issued");
        _meter.Signed(_time.GetElapsedTime(started));
        return new GrantOutcome.Issued(begun, repeated);
    }

    private PlannedGrant[] Plan(Caller caller, IReadOnlyList<GrantRequest> requests, DateTimeOffset now)
    {
        var grants = new PlannedGrant[requests.Count];
        for (var index = 0; index < grants.Length; index++)
            grants[index] = Plan(caller, requests[index], now);
        return grants;
    }

    private UploadRecord[] Note(PlannedGrant[] grants, DateTimeOffset now)
    {
        var notes = new UploadRecord[grants.Length];
        for (var index = 0; index < notes.Length; index++)
            notes[index] = grants[index].ToNote(_schedule.First(grants[index].ExpiresAt, now));
        return notes;
    }

    private Grant[] Sign(PlannedGrant[] grants, OssCredentials[] identities, DateTimeOffset now)
    {
        var signed = new Grant[grants.Length];
        for (var index = 0; index < signed.Length; index++)
            signed[index] = _methods.Of(grants[index].Request).Sign(grants[index], identities[index], now);
        return signed;
    }

    private PlannedGrant Plan(Caller caller, GrantRequest request, DateTimeOffset now)
    {
        Span<byte> random = stackalloc byte[10];
        _random.GetBytes(random);
        var id = UploadId.Create(now, random);
        var template = request.Profile.KeyTemplate;
        var owner = template.NamesOwner ? _ring.OwnerHash(caller.Owner) : "";
        var idText = id.ToString();
        var key = request.IsPrefix ? template.ExpandDirectory(idText, owner, now) : template.Expand(idText, owner, now, request.FileName).Value;
        return new PlannedGrant(
            id, caller.Owner, request, _buckets.Of(request.Profile).Address.Bucket, key, now, now + _methods.Of(request).LifeOf(request.Profile.Options));
    }

    private static int IndexOfProfile(IReadOnlyList<GrantRequest> requests, Profile profile)
    {
        var index = 0;
        while (requests[index].Profile != profile)
            index++;
        return index;
    }

    private static PlannedGrant Again(GrantRequest request, UploadRecord upload) =>
        new(upload.Id, upload.Owner, request, upload.Bucket, upload.Key, upload.IssuedAt, upload.ExpiresAt);

    private static DateTimeOffset WholeMilliseconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
