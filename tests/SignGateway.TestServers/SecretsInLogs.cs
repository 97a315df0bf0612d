using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace SignGateway.TestServers;

/// <summary>
/// Looks for what no log may hold: the secrets of a process's own settings, and anything of the shape of a bearer token, a signed policy, a callback's
/// parameters, a ticket, a signature or a webhook's secret, so that also those are found which browsers and third-party clients got and no test has seen.
/// </summary>
public sealed partial class SecretsInLogs(IEnumerable<KeyValuePair<string, string?>> settings)
{
    // What is shorter than this is a placeholder, and would be found in ordinary words.
    private const int ShortestSecret = 8;

    private const int MostFound = 20;

    private readonly string[] _known = [.. settings.Where(setting => IsSecret(setting.Key)).Select(setting => setting.Value ?? "").Where(value => value.Length >= ShortestSecret).Distinct()];
    private readonly ConcurrentQueue<string> _found = new();

    /// <summary>Looks at one line as it is written.</summary>
    public void Watch(string line)
    {
        if (_found.Count >= MostFound)
            return;
        foreach (var secret in _known)
        {
            if (line.Contains(secret, StringComparison.Ordinal))
                _found.Enqueue(line);
        }

        if (Shapes().IsMatch(line))
            _found.Enqueue(line);
    }

    /// <summary>Throws if there was anything, so that whose test it was fails.</summary>
    public void ThrowIfAny()
    {
        if (!_found.IsEmpty)
            throw new InvalidOperationException($"The log holds what it must not:\n{string.Join('\n', _found)}");
    }

    private static bool IsSecret(string key)
    {
        var name = key.Replace("__", ":", StringComparison.Ordinal);
        return SecretKeys().IsMatch(name);
    }

    [GeneratedRegex(@"(Secret|Secrets:\d+|SigningKeys:\d+:Value|Password|AccessKeySecret|SecurityToken)$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretKeys();

    // A JWT; a policy ({"expiration") and a callback ({"callback) in Base64; a ticket or a security token, which are long and have no dots; an RSA
    // signature of 512 bits; a V4 signature; a webhook's secret.
    [GeneratedRegex(
        """
        eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,} | eyJleHBpcmF0aW9u | eyJjYWxsYmFja | (?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])(?=[\w-]*[0-9])[A-Za-z0-9_-]{120,} | (?<![A-Za-z0-9+/])[A-Za-z0-9+/]{86}== | (?<![0-9A-Fa-f])[0-9a-f]{64}(?![0-9A-Fa-f]) | whsec_[A-Za-z0-9+/]{20,}
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Shapes();
}
