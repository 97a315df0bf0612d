using System.Collections.Frozen;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Grants;
using SignGateway.Objects;
using SignGateway.Profiles;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Doctor.Oss;

/// <summary>
/// One upload through each profile as a client makes it, with its callback, which is taken away again. What needs the ticket keys is asked for late: keys that are
/// wrong are for another check to find, and would keep all of them from being made.
/// </summary>
internal sealed class UploadCheck(AskOss ask, BucketCatalog buckets, IServiceProvider services, IUploadLedger ledger) : IDoctorCheck
{
    /// <summary>Whose the probe uploads are.</summary>
    public const string Owner = "signgateway-doctor";

    // OSS waits up to five seconds for each of up to five addresses; the whole check has thirty.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public string Name => "upload";

    public int Order => 90;

    public async Task<IReadOnlyList<Finding>> ExamineAsync(IReadOnlyList<Profile> profiles, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        foreach (var profile in profiles)
        {
            var found = await TryAsync(profile, cancellationToken);
            findings.AddRange(found.Select(finding => finding with { Profile = profile.Name }));
        }

        return findings;
    }

    private async Task<IReadOnlyList<Finding>> TryAsync(Profile profile, CancellationToken cancellationToken)
    {
        if (ProbeFile.For(profile, out var reason) is not { } file)
            return [Skipped(profile, reason)];
        if (Obstacles.Of(await ask.LookAsync(buckets.Of(profile), cancellationToken)) is not Obstacle.None and var obstacle)
            return [Skipped(profile, obstacle.Reason())];
        try
        {
            var request = new GrantRequest(profile, file.Method, file.Name, file.Type, file.Bytes.Length, FrozenDictionary<string, string>.Empty);
            return await services.GetRequiredService<IssueGrants>().ExecuteAsync(new Caller(Owner, FrozenSet<string>.Empty), [request], isBatch: false, claim: null, cancellationToken) switch
            {
                GrantOutcome.Issued([var grant, ..], _) => await UploadAsync(grant, file, cancellationToken),
                GrantOutcome.Refused(var problem) => [Finding.Fault("grant_refused", $"The gateway signs nothing for profile {profile.Name}: {problem.Code}. {problem.Title}", problem.Detail)],
                var unknown => throw new UnreachableException($"Unhandled outcome {unknown}"),
            };
        }
        catch (LedgerUnavailableException)
        {
            return [Skipped(profile, "the ledger does not answer, or is not migrated")];
        }
    }

    private async Task<IReadOnlyList<Finding>> UploadAsync(Grant grant, ProbeFile file, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        try
        {
            using var request = ProbeRequest.Of(grant, file);
            var reply = await ask.SendAsync(request, Patience, cancellationToken);
            findings.Add(UploadVerdict.Of(grant, reply, await ledger.FindAsync(grant.Planned.Id, cancellationToken)));
        }
        finally
        {
            if (await services.GetRequiredService<RemoveProbe>().ExecuteAsync(grant.Planned.Id) is { } left)
                findings.Add(left);
        }

        return findings;
    }

    private static Finding Skipped(Profile profile, string reason) => Finding.Skipped("upload_skipped", $"No upload was tried with profile {profile.Name}: {reason}.");
}
