using Microsoft.Extensions.Options;
using SignGateway.Credentials;
using SignGateway.Profiles;

namespace SignGateway.Objects;

/// <summary>One client for each profile that has a bucket or credentials of its own, and one for all others.</summary>
public sealed class BucketCatalog : IBuckets
{
    private readonly Dictionary<string, OssClient> _byProfile;

    /// <summary>Reads validated options.</summary>
    public BucketCatalog(
        ProfileCatalog profiles, ProfileBuckets own, IOptionsMonitor<OssOptions> options, IHttpClientFactory http, CredentialCatalog credentials, TimeProvider time)
    {
        var clients = new Dictionary<(string Section, ICredentialSource Source), OssClient>();
        _byProfile = profiles.All.ToDictionary(profile => profile.Name, profile => Client(profile.Name), StringComparer.Ordinal);
        All = [.. _byProfile.Values.DistinctBy(client => client.Address.Bucket)];

        OssClient Client(string profile)
        {
            var (section, source) = (own.Names.Contains(profile) ? profile : Options.DefaultName, credentials.For(profile));
            return clients.TryGetValue((section, source), out var known)
                ? known
                : clients[(section, source)] = new OssClient(http, source, new OssAddress(options.Get(section)), time);
        }
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
