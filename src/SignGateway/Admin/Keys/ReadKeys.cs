using Microsoft.Extensions.Options;
using SignGateway.Profiles;
using SignGateway.Telemetry;
using SignGateway.Tickets;

namespace SignGateway.Admin.Keys;

/// <summary>Tells of the keys of this replica, and of those that others had of late.</summary>
internal sealed class ReadKeys(
    IKeyAges ages, IEnumerable<KeySource> sources, IServiceProvider services, IOptions<ProfilesOptions> profiles, IOptions<TicketOptions> tickets, TimeProvider time)
{
    /// <summary>How long a key that no replica has any more is remembered.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    private const int MaxKeys = 200;
    private const int MaxId = 100;
    private const int TicketDays = 365;
    private const int AccessKeyDays = 90;

    /// <summary>The keys of this replica.</summary>
    public IReadOnlyList<KeyInUse> Here() =>
    [
        .. sources.SelectMany(source => source.Find(services))
            .Select(key => key.Id.Length <= MaxId ? key : key with { Id = key.Id[..MaxId] })
            // One pair may serve several profiles; what it does most counts.
            .GroupBy(key => (key.Kind, key.Id)).Select(same => same.MinBy(key => key.Use)!)
            .OrderBy(key => key.Kind).ThenBy(key => key.Id, StringComparer.Ordinal)
            .Take(MaxKeys),
    ];

    /// <summary>All keys, by kind, those that sign before the others.</summary>
    public async Task<IReadOnlyList<KeyReport>> ExecuteAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var here = Here().ToDictionary(key => (key.Kind, key.Id), key => key.Use);
        var seen = await ages.ReadAsync(now - Remembered, MaxKeys, cancellationToken);
        return
        [
            .. seen.Select(age => Report(age, here.TryGetValue((age.Kind, age.Id), out var use) ? use : null, now))
                .OrderBy(report => report.Age.Kind).ThenBy(report => report.Use ?? (KeyUse)int.MaxValue).ThenBy(report => report.Age.Id, StringComparer.Ordinal),
        ];
    }

    private KeyReport Report(KeyAge age, KeyUse? use, DateTimeOffset now)
    {
        var spentAt = use == KeyUse.Signs ? null : age.LastSigned + LifeOfSigned(age.Kind);
        return new KeyReport(age, use, Math.Max(0, (int)(now - age.FirstSeen).TotalDays), AdvisedDays(age.Kind), spentAt);
    }

    // Replicas note their keys now and then; one that died may have signed until its next note.
    private TimeSpan? LifeOfSigned(KeyKind kind) => kind switch
    {
        KeyKind.Ticket => profiles.Value.Values.Max(LongestTicket) + tickets.Value.Grace + KeyWatch.Pause,
        KeyKind.AccessKey => profiles.Value.Values.Max(profile => profile.GrantLifetime) + KeyWatch.Pause,
        _ => null,
    };

    private static TimeSpan LongestTicket(ProfileOptions profile) =>
        profile.Methods.Contains(UploadMethod.Multipart) && profile.MultipartLifetime > profile.GrantLifetime ? profile.MultipartLifetime : profile.GrantLifetime;

    private static int? AdvisedDays(KeyKind kind) => kind switch
    {
        KeyKind.Ticket => TicketDays,
        KeyKind.AccessKey => AccessKeyDays,
        _ => null,
    };
}
