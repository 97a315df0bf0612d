using System.Diagnostics;
using System.Security.Cryptography;
using SignGateway.Credentials;
using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Telemetry;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Grants;

/// <summary>Signs one or many forms for a caller. Nothing is answered that the ledger has not noted.</summary>
internal sealed class IssueGrants
{
    // A form that arrives with its last second still has to be checked by OSS while the credentials live.
    private static readonly TimeSpan CredentialsMargin = TimeSpan.FromSeconds(30);

    private readonly ICredentialSource _credentials;
    private readonly OssAddress _address;
    private readonly TicketKeyRing _ring;
    private readonly IUploadLedger _ledger;
    private readonly LookSchedule _schedule;
    private readonly SignForm _sign;
    private readonly GatewayMeter _meter;
    private readonly TimeProvider _time;
    private readonly RandomNumberGenerator _random;

    public IssueGrants(
        ICredentialSource credentials,
        OssAddress address,
        TicketKeyRing ring,
        IUploadLedger ledger,
        LookSchedule schedule,
        SignForm sign,
        GatewayMeter meter,
        TimeProvider time,
        RandomNumberGenerator random)
    {
        _credentials = credentials;
        _address = address;
        _ring = ring;
        _ledger = ledger;
        _schedule = schedule;
        _sign = sign;
        _meter = meter;
        _time = time;
        _random = random;
    }

    public async Task<GrantOutcome> ExecuteAsync(
        Caller caller, IReadOnlyList<GrantRequest> requests, IdempotencyClaim? claim, CancellationToken cancellationToken)
    {
        // Asked for before signing, so that no grant has to be cut to what the credentials have left.
        var life = requests.Max(request => request.Profile.Options.GrantLifetime);
        var outcome = await _credentials.GetAsync(life + CredentialsMargin, cancellationToken);
        if (outcome is not CredentialsOutcome.Available(var credentials, var credentialsEnd))
            return new GrantOutcome.Refused(Unsigned(outcome));

        var now = WholeMilliseconds(_time.GetUtcNow());
        if (credentialsEnd < now + life)
            return new GrantOutcome.Refused(KnownProblems.CredentialsUnavailable);

        var grants = requests.Select(request => Plan(caller, request, now)).ToList();
        var note = claim is null
            ? null
            : new IdempotencyNote(caller.Owner, claim.Route, claim.Key, claim.BodyDigest, now, grants.Min(grant => grant.ExpiresAt));
        // Signing takes as long as the note's commit; a form that turns out to be another's repeat is thrown away unseen.
        var noting = _ledger.NoteAsync(grants.ConvertAll(grant => Note(grant, now)), note, cancellationToken);
        var signed = grants.ConvertAll(grant => _sign.Sign(grant, credentials, now));
        switch (await noting)
        {
            case NoteOutcome.Noted:
                return Issued(signed, repeated: false);
            case NoteOutcome.Repeated(var uploads):
                return Issued([.. requests.Zip(uploads, (request, upload) => _sign.Sign(Again(request, upload), credentials, now))], repeated: true);
            case NoteOutcome.Conflicting:
                return new GrantOutcome.Refused(KnownProblems.IdempotencyConflict);
            case NoteOutcome.InProgress:
                return new GrantOutcome.Refused(KnownProblems.IdempotencyInProgress);
            case var unknown:
                throw new UnreachableException($"Unhandled outcome {unknown}");
        }

        GrantOutcome.Issued Issued(List<Grant> forms, bool repeated)
        {
            foreach (var request in requests)
                _meter.Granted(request.Profile.Name);
            return new GrantOutcome.Issued(forms, repeated);
        }
    }

    private static Problem Unsigned(CredentialsOutcome outcome) => outcome is CredentialsOutcome.Unavailable(var reason, var wait)
        ? KnownProblems.CredentialsUnavailable.Because($"Try again after the time in Retry-After. The reason: {reason}.") with { RetryAfter = wait }
        : throw new UnreachableException($"Unhandled outcome {outcome}");

    private UploadRecord Note(PlannedGrant grant, DateTimeOffset now)
    {
        var note = grant.ToNote(_address.Bucket);
        return note with { LookAt = _schedule.Next(note, now) };
    }

    private PlannedGrant Plan(Caller caller, GrantRequest request, DateTimeOffset now)
    {
        Span<byte> random = stackalloc byte[10];
        _random.GetBytes(random);
        var id = UploadId.Create(now, random);
        var key = request.Profile.KeyTemplate.Expand(id.ToString(), _ring.OwnerHash(caller.Owner), now, request.FileName);
        return new PlannedGrant(id, caller.Owner, request, key.Value, now, now + request.Profile.Options.GrantLifetime);
    }

    private static PlannedGrant Again(GrantRequest request, UploadRecord upload) =>
        new(upload.Id, upload.Owner, request, upload.Key, upload.IssuedAt, upload.ExpiresAt);

    private static DateTimeOffset WholeMilliseconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
