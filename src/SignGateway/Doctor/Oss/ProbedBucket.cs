using SignGateway.Objects;
using SignGateway.Profiles;

namespace SignGateway.Doctor.Oss;

/// <summary>A bucket as one identity sees it, for all profiles that share both: it is looked at once.</summary>
internal sealed record ProbedBucket(OssClient Client, IReadOnlyList<Profile> Profiles)
{
    public string Name => Client.Address.Bucket;

    public static IReadOnlyList<ProbedBucket> Of(BucketCatalog buckets, IEnumerable<Profile> profiles) =>
        [.. profiles.GroupBy(buckets.Of).Select(group => new ProbedBucket(group.Key, [.. group]))];

    /// <summary>Names the profile where there is only one.</summary>
    public Finding About(Finding finding) => Profiles is [var one] ? finding with { Profile = one.Name } : finding;
}
