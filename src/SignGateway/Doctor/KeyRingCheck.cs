using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SignGateway.Admin.Keys;
using SignGateway.Profiles;
using SignGateway.Telemetry;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Doctor;

/// <summary>The keys that seal tickets: whether they are as they must be, and whether one is gone that others may still have sealed with.</summary>
internal sealed class KeyRingCheck(IServiceProvider services, TimeProvider time) : IDoctorCheck
{
    private const string Setting = $"{TicketOptions.Section}:Keys";
    private const int MostKeys = 100;

    public string Name => "ticket keys";

    public int Order => 15;

    public async Task<IReadOnlyList<Finding>> ExamineAsync(IReadOnlyList<Profile> profiles, CancellationToken cancellationToken)
    {
        TicketKeyRing ring;
        try
        {
            ring = services.GetRequiredService<TicketKeyRing>();
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures.Select(failure => Finding.Fault("key_ring_invalid", failure, $"Correct {Setting}. A new key: openssl rand -base64 32. Keep every key under its own id; how keys are replaced: docs/rotation.md."))];
        }

        var keys = string.Join(", ", ring.All.Select(key => $"{key.Id} {key.Use.ToString().ToLowerInvariant()}"));
        return [Finding.Ok("key_ring", $"One key seals, {ring.All.Count} are there: {keys}."), .. await MissingAsync(ring, cancellationToken)];
    }

    // What was sealed within the grace may still come back in a callback.
    private async Task<IEnumerable<Finding>> MissingAsync(TicketKeyRing ring, CancellationToken cancellationToken)
    {
        var longest = services.GetRequiredService<ProfileCatalog>().All.Select(profile => profile.Options.GrantLifetime).DefaultIfEmpty(TimeSpan.Zero).Max();
        var since = time.GetUtcNow() - services.GetRequiredService<IOptions<TicketOptions>>().Value.Grace - longest;
        try
        {
            var seen = await services.GetRequiredService<IKeyAges>().ReadAsync(since, MostKeys, cancellationToken);
            return seen.Where(key => key.Kind == KeyKind.Ticket && key.LastSigned >= since && ring.Find(key.Id) is null).Select(key => Finding.Warning(
                "key_missing", $"A gateway sealed tickets with key '{key.Id}' until {key.LastSigned:u} or later, and this ring does not have it: callbacks of those grants end as ticket_invalid, and rebuild cannot read their objects.",
                $"Put it back: {Setting}:N:Id={key.Id}, :Secret, :Use=accepting until its last grants have ended, then archive for good."));
        }
        catch (LedgerUnavailableException)
        {
            return [Finding.Skipped("key_missing", "Which keys were in use before is not known while the database cannot be read.")];
        }
    }
}
