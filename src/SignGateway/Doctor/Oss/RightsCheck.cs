using SignGateway.Objects;
using SignGateway.Profiles;

namespace SignGateway.Doctor.Oss;

/// <summary>Puts, heads, gets and deletes one small object below each profile's prefix. Each refusal is a finding of its own; one does not keep from trying the next.</summary>
internal sealed class RightsCheck(AskOss ask, BucketCatalog buckets) : IDoctorCheck
{
    public string Name => "rights";

    public int Order => 40;

    public async Task<IReadOnlyList<Finding>> ExamineAsync(IReadOnlyList<Profile> profiles, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        foreach (var bucket in ProbedBucket.Of(buckets, profiles))
        {
            var obstacle = Obstacles.Of(await ask.LookAsync(bucket.Client, cancellationToken));
            foreach (var shared in bucket.Profiles.GroupBy(ProbeKey.PrefixOf))
            {
                var probed = bucket with { Profiles = [.. shared] };
                findings.AddRange(obstacle == Obstacle.None
                    ? (await TryAsync(bucket.Client, shared.Key, cancellationToken)).Select(probed.About)
                    : [probed.About(Finding.Skipped("rights_skipped", $"What may be done below {bucket.Name}/{shared.Key} is not known: {obstacle.Reason()}."))]);
            }
        }

        return findings;
    }

    private async Task<IReadOnlyList<Finding>> TryAsync(OssClient bucket, string prefix, CancellationToken cancellationToken)
    {
        var probe = new RightsProbe(ask, bucket, prefix);
        try
        {
            await probe.TryAsync(HttpMethod.Put, "put", "oss:PutObject", "uploads", cancellationToken);
            await probe.TryAsync(HttpMethod.Head, "head", "oss:GetObject", "looks at objects, on which confirm and the sweep depend,", cancellationToken);
            await probe.TryAsync(HttpMethod.Get, "get", "oss:GetObject", "links to uploads", cancellationToken);
        }
        finally
        {
            // Nothing stays behind, whoever has lost patience.
            await probe.DeleteAsync();
        }

        return probe.Findings.Count > 0
            ? probe.Findings
            : [Finding.Ok("rights_ok", $"An object below {bucket.Address.Bucket}/{prefix} could be put, looked at, read and deleted.")];
    }
}
