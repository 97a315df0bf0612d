using System.Collections.ObjectModel;
using System.Security.Cryptography;
using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Profiles;
using SignGateway.Protocol.Policies;
using SignGateway.Protocol.Values;
using SignGateway.Telemetry;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Grants;

/// <summary>Signs a policy for a directory that belongs to one user and one grant only. Weaker than a form for one object, and off unless a profile allows it.</summary>
internal sealed class IssuePrefixGrant(
    BucketCatalog buckets,
    GrantCredentials credentials,
    ProfileCatalog profiles,
    GrantCallbacks callbacks,
    TicketKeyRing ring,
    TicketSealer sealer,
    PolicySigner signer,
    IUploadLedger ledger,
    LookSchedule schedule,
    GatewayMeter meter,
    TimeProvider time,
    RandomNumberGenerator random)
{
    /// <summary>How such grants are counted beside the methods of others.</summary>
    public const string Method = "prefix";

    // What such a page sends along is its own.
    private static readonly IReadOnlyDictionary<string, string> NoVars = ReadOnlyDictionary<string, string>.Empty;

    public async Task<(Problem? Problem, PrefixGrant? Grant)> ExecuteAsync(
        Caller caller, string profileName, SignatureVersion version, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var activity = GatewayActivities.Start(GatewayActivities.Sign);
        if (profiles.Find(profileName) is not { } profile)
            return (KnownProblems.ProfileUnknown, null);
        if (!profile.IsOpenTo(caller.Roles))
            return (KnownProblems.ProfileForbidden, null);
        if (!profile.Options.AllowPrefixGrants)
            return (KnownProblems.ProfileForbidden.Because("The profile signs forms for single objects only; an operator may set AllowPrefixGrants."), null);

        var (problem, identity) = await credentials.GetAsync(profile, cancellationToken);
        if (problem is not null)
            return (problem, null);
        if (version == SignatureVersion.V1 && identity!.SecurityToken is not null)
            return (KnownProblems.ProfileForbidden.Because("V1 signatures need a long-term key pair, and the gateway's credentials are temporary. Use the V4 route."), null);

        var note = Note(caller, profile, buckets.Of(profile).Address.Bucket);
        if (GrantQuotas.CheckOf(caller, profile, note.IssuedAt) is not { } check)
            await ledger.NoteAsync([note], null, cancellationToken);
        else if (await ledger.NoteWithinAsync([note], null, check, cancellationToken) is NoteOutcome.OverQuota(var excess))
            return (GrantQuotas.Refusal(excess, isBatch: false, note.IssuedAt), null);
        var grant = Sign(note, profile, version, identity!);
        meter.Granted(profile.Name, Method, "issued");
        meter.Signed(time.GetElapsedTime(started));
        return (null, grant);
    }

    private UploadRecord Note(Caller caller, Profile profile, string bucket)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        Span<byte> bytes = stackalloc byte[10];
        random.GetBytes(bytes);
        var id = UploadId.Create(now, bytes);
        var note = new UploadRecord
        {
            Id = id,
            Owner = caller.Owner,
            Profile = profile.Name,
            Bucket = bucket,
            Key = profile.KeyTemplate.ExpandDirectory(id.ToString(), ring.OwnerHash(caller.Owner), now),
            State = UploadState.Prefix,
            FileName = "",
            ContentType = "",
            IssuedAt = now,
            ExpiresAt = now + profile.Options.GrantLifetime,
        };
        return note with { LookAt = schedule.Next(note, now) };
    }

    private PrefixGrant Sign(UploadRecord note, Profile profile, SignatureVersion version, OssCredentials identity)
    {
        var options = profile.Options;
        Span<byte> ticket = stackalloc byte[TicketSealer.MaxLength];
        ticket = ticket[..sealer.Seal(TicketOf(note, options), TicketPurpose.Callback, ticket)];
        var callback = callbacks.Of(profile).Make(ticket, "", NoVars, hasFreeVars: true);
        var policy = new PolicyDocument(note.ExpiresAt)
            .Exactly("bucket", note.Bucket)
            .ContentLengthRange(options.MinBytes, profile.MaxBytesBy(UploadMethod.Post))
            .StartsWith("key", note.Key);
        // The pages of V1 may leave the callback out; a condition on a field that is not there would refuse them.
        if (version == SignatureVersion.V4)
            policy.EqualBase64("callback", callback);
        List<GrantField> signature = [];
        signer.Sign(policy, profile, version, identity, note.IssuedAt, signature);
        return new PrefixGrant(buckets.Of(profile).Address.PostUrl.TrimEnd('/'), note.Key, Convert.ToBase64String(callback), note.ExpiresAt, signature);
    }

    private static Ticket TicketOf(UploadRecord note, ProfileOptions options) => new()
    {
        UploadId = note.Id,
        Owner = note.Owner,
        Profile = note.Profile,
        Location = TicketDigest.OfLocation(note.Bucket, note.Key),
        Vars = TicketDigest.OfVars(NoVars),
        MinBytes = options.MinBytes,
        MaxBytes = options.MaxBytes,
        ContentType = "",
        FileName = "",
        IssuedAt = note.IssuedAt,
        ExpiresAt = note.ExpiresAt,
        Trace = GatewayActivities.Recorded,
    };
}
