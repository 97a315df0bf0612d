using Microsoft.Extensions.Options;
using SignGateway.Credentials;
using SignGateway.Profiles;

namespace SignGateway.Objects;

/// <summary>One client for each profile that has a bucket of its own, and one for all others.</summary>
public sealed class BucketCatalog : IBuckets
{
    private readonly Dictionary<string, OssClient> _byProfile;

    /// <summary>Reads validated options.</summary>
    public BucketCatalog(
        ProfileCatalog profiles, ProfileBuckets own, IOptionsMonitor<OssOptions> options, IHttpClientFactory http, ICredentialSource credentials, TimeProvider time)
    {
        var shared = new Lazy<OssClient>(() => Make(Options.DefaultName));
        _byProfile = profiles.All.ToDictionary(
            profile => profile.Name,
            profile => own.Names.Contains(profile.Name) ? Make(profile.Name) : shared.Value,
            StringComparer.Ordinal);
        All = [.. _byProfile.Values.DistinctBy(client => client.Address.Bucket)];

        OssClient Make(string name) => new(http, credentials, new OssAddress(options.Get(name)), time);
    }

    /// <summary>Every bucket, once.</summary>
    public IReadOnlyList<OssClient> All { get; }

    /// <summary>Where a profile's uploads go.</summary>
    public OssClient Of(Profile profile) => _byProfile[profile.Name];

    /// <summary>The client of an upload's bucket; null if configuration names it no more.</summary>
    public OssClient? Find(string bucket, string? profile) =>
        profile is not null && _byProfile.TryGetValue(profile, out var own) && own.Address.Bucket == bucket
            ? own
            : All.FirstOrDefault(client => client.Address.Bucket == bucket);

    IBucket? IBuckets.Find(string bucket, string? profile) => Find(bucket, profile);
}
