using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using OssSimulator.Hosting;

namespace OssSimulator.Metadata;

/// <summary>The tokens of the second version of the metadata service.</summary>
internal sealed class MetadataTokens(SimulatorOptions options, ServerClock clock)
{
    private const int LongestSeconds = 21_600;

    private readonly ConcurrentDictionary<string, DateTimeOffset> ends = new(StringComparer.Ordinal);

    /// <summary>Nothing if the wanted life is not a number of seconds up to six hours.</summary>
    public string? Issue(string seconds)
    {
        if (!int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var life) || life is < 1 or > LongestSeconds) return null;
        var token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(42));
        ends[token] = clock.Now.AddSeconds(life);
        return token;
    }

    /// <summary>A request without a token is one of the first version, which may be switched off.</summary>
    public bool Admits(string token) =>
        token.Length == 0 ? !options.MetadataTokensRequired : ends.TryGetValue(token, out var end) && end > clock.Now;
}
