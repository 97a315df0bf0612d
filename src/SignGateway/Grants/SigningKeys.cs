using System.Collections.Concurrent;
using SignGateway.Profiles;
using SignGateway.Protocol.Policies;
using SignGateway.Protocol.Values;

namespace SignGateway.Grants;

/// <summary>The V4 signing key of each profile. Four of the five hashes of a signature are the same all day.</summary>
internal sealed class SigningKeys
{
    private readonly ConcurrentDictionary<string, DayKey> _dayKeys = new(StringComparer.Ordinal);

    public byte[] Of(Profile profile, string region, OssCredentials credentials, DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        if (!_dayKeys.TryGetValue(profile.Name, out var known) || known.Day != day || known.Secret != credentials.AccessKeySecret)
            _dayKeys[profile.Name] = known = new DayKey(credentials.AccessKeySecret, day, SigningKeyV4.Derive(credentials.AccessKeySecret, now, region));
        return known.Key;
    }

    private sealed class DayKey(string secret, DateOnly day, byte[] key)
    {
        public string Secret => secret;

        public DateOnly Day => day;

        public byte[] Key => key;
    }
}
