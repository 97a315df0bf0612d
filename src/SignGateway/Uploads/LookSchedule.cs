using Microsoft.Extensions.Options;
using SignGateway.Profiles;
using SignGateway.Tickets;

namespace SignGateway.Uploads;

/// <summary>When the sweep looks at an upload next. The one place for it: every step that changes a record asks here.</summary>
public sealed class LookSchedule
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private readonly TimeSpan _firstPause;
    private readonly TimeSpan _ticketGrace;
    private readonly ProfileCatalog _profiles;

    /// <summary>Reads validated options.</summary>
    public LookSchedule(IOptions<ReconcileOptions> reconcile, IOptions<TicketOptions> tickets, ProfileCatalog profiles)
    {
        _firstPause = reconcile.Value.Grace;
        _ticketGrace = tickets.Value.Grace;
        _profiles = profiles;
    }

    /// <summary>Whether nothing can come of the grant any more: its end and the tickets' grace are over.</summary>
    public bool IsOver(UploadRecord upload, DateTimeOffset now) => now >= OverAt(upload);

    /// <summary>From when on nothing can come of the grant any more.</summary>
    public DateTimeOffset OverAt(UploadRecord upload) => upload.ExpiresAt + _ticketGrace;

    /// <summary>The next look at an upload in the state it is in; null if none is needed.</summary>
    public DateTimeOffset? Next(UploadRecord upload, DateTimeOffset now) => upload switch
    {
        { Deleting: true } => Soon(now),
        { State: UploadState.Issued } => Doubling(upload.ExpiresAt, now, OverAt(upload)),
        { State: UploadState.Prefix } when !IsOver(upload, now) => Doubling(upload.ExpiresAt, now, OverAt(upload)),
        { State: UploadState.Stored, Evidence: Evidence.Callback } => Doubling(upload.StoredAt ?? now, now, OverAt(upload)),
        { State: UploadState.Stored } when LastLook(upload) is { } last && now < last => last,
        { State: UploadState.Rejected } when !IsOver(upload, now) => Doubling(upload.ExpiresAt, now, OverAt(upload)),
        { State: UploadState.Deleted } when !IsOver(upload, now) => OverAt(upload),
        _ => null,
    };

    /// <summary>The first look at a grant that is issued now.</summary>
    internal DateTimeOffset First(DateTimeOffset expiresAt, DateTimeOffset now) => Doubling(expiresAt, now, expiresAt + _ticketGrace);

    /// <summary>A look for making sure of what was just done.</summary>
    public DateTimeOffset Soon(DateTimeOffset now) => now + _firstPause;

    /// <summary>The first look at an upload that was just recorded: at once if only a callback speaks for it and its profile wants more.</summary>
    public DateTimeOffset? AfterRecording(UploadRecord stored) =>
        stored.Evidence == Evidence.Callback && VerificationOf(stored.Profile) != VerifyObject.Never ? stored.StoredAt : LastLook(stored);

    /// <summary>What a profile asks for.</summary>
    public VerifyObject VerificationOf(string profile) => _profiles.OptionsOf(profile).VerifyObject;

    // Whoever was lent credentials may put another object there until they end, and need not tell of it.
    private DateTimeOffset? LastLook(UploadRecord stored) => stored is { Method: UploadMethod.Sdk, PrefixGrant: null } ? stored.ExpiresAt + _firstPause : null;

    // The look that can close an upload is never passed over; after it the pauses go on growing while OSS does not answer.
    private DateTimeOffset Doubling(DateTimeOffset start, DateTimeOffset now, DateTimeOffset over)
    {
        var pause = _firstPause;
        while (start + pause <= now && pause < LongestPause)
            pause *= 2;
        var next = start + pause > now ? start + pause : now + LongestPause;
        return now < over && over < next ? over : next;
    }
}
