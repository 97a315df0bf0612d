using System.Collections.Concurrent;
using SignGateway.Profiles;
using SignGateway.Protocol.Policies;
using SignGateway.Protocol.Values;
using SignGateway.Tickets;

namespace SignGateway.Grants;

/// <summary>The V4 signing key of each profile, and what names it. Four of the five hashes of a signature are the same all day.</summary>
internal sealed class SigningKeys
{
    private readonly ConcurrentDictionary<string, DayKey> _dayKeys = new(StringComparer.Ordinal);

    public DayKey Of(Profile profile, string region, OssCredentials credentials, DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        if (!_dayKeys.TryGetValue(profile.Name, out var known) || known.Day != day || known.Pair != (credentials.AccessKeyId, credentials.AccessKeySecret))
        {
            _dayKeys[profile.Name] = known = new DayKey(
                (credentials.AccessKeyId, credentials.AccessKeySecret),
                day,
                SigningKeyV4.Derive(credentials.AccessKeySecret, now, region),
                PostSignatureV4.Credential(credentials.AccessKeyId, now, region));
        }

        return known;
    }

    public sealed class DayKey((string Id, string Secret) pair, DateOnly day, byte[] key, string credential)
    {
        public (string Id, string Secret) Pair => pair;

        public DateOnly Day => day;

        public byte[] Key => key;

        /// <summary>HMAC-SHA256 with the key.</summary>
        public HmacPool Hmac { get; } = new(key);

        /// <summary>The value of <c>x-oss-credential</c>.</summary>
        public string Credential => credential;
    }
}
