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

/// <summary>Signs one or many forms for a caller. Nothing is answered that the ledger has not noted.</summary>
internal sealed class IssueGrants
{
    private readonly BucketCatalog _buckets;
    private readonly GrantCredentials _credentials;
    private readonly TicketKeyRing _ring;
    private readonly IUploadLedger _ledger;
    private readonly LookSchedule _schedule;
    private readonly SignForm _sign;
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
        SignForm sign,
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
        _sign = sign;
        _signals = signals;
        _meter = meter;
        _time = time;
        _random = random;
    }

    public async Task<GrantOutcome> ExecuteAsync(
        Caller caller, IReadOnlyList<GrantRequest> requests, IdempotencyClaim? claim, CancellationToken cancellationToken)
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

        var now = WholeMilliseconds(_time.GetUtcNow());
        var grants = requests.Select(request => Plan(caller, request, now)).ToList();
        var note = claim is null
            ? null
            : new IdempotencyNote(caller.Owner, claim.Route, claim.Key, claim.BodyDigest, now, grants.Min(grant => grant.ExpiresAt));
        // Signing takes as long as the note's commit; a form that turns out to be another's repeat is thrown away unseen.
        var notes = grants.ConvertAll(grant => Note(grant, now));
        var noting = _ledger.NoteAsync(notes, note, cancellationToken);
        var signed = grants.ConvertAll(Sign);
        switch (await noting)
        {
            case NoteOutcome.Noted:
                notes.ForEach(_signals.Issued);
                return Issued(signed, repeated: false);
            case NoteOutcome.Repeated(var uploads):
                return Issued([.. requests.Zip(uploads, (request, upload) => Sign(Again(request, upload)))], repeated: true);
            case NoteOutcome.Conflicting:
                return new GrantOutcome.Refused(KnownProblems.IdempotencyConflict);
            case NoteOutcome.InProgress:
                return new GrantOutcome.Refused(KnownProblems.IdempotencyInProgress);
            case var unknown:
                throw new UnreachableException($"Unhandled outcome {unknown}");
        }

        Grant Sign(PlannedGrant grant) => _sign.Sign(grant, identities[grant.Request.Profile], now);

        GrantOutcome.Issued Issued(List<Grant> forms, bool repeated)
        {
            foreach (var request in requests)
                _meter.Granted(request.Profile.Name);
            _meter.Signed(_time.GetElapsedTime(started));
            return new GrantOutcome.Issued(forms, repeated);
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
        var key = request.Profile.KeyTemplate.Expand(id.ToString(), _ring.OwnerHash(caller.Owner), now, request.FileName);
        return new PlannedGrant(
            id, caller.Owner, request, _buckets.Of(request.Profile).Address.Bucket, key.Value, now, now + request.Profile.Options.GrantLifetime);
    }

    private static PlannedGrant Again(GrantRequest request, UploadRecord upload) =>
        new(upload.Id, upload.Owner, request, upload.Bucket, upload.Key, upload.IssuedAt, upload.ExpiresAt);

    private static DateTimeOffset WholeMilliseconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
