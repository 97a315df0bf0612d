using System.Globalization;

namespace SignGateway.Storage.Doctor;

/// <summary>What Redis says of itself.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Policy">What it drops when it is full.</param>
/// <param name="MaxMemory">When it is full, in bytes; 0 for never.</param>
/// <param name="Evicted">How many keys it has dropped.</param>
/// <param name="AppendOnly">Whether it writes down what it is given.</param>
internal sealed record RedisFacts(string Version, string Policy, long MaxMemory, long Evicted, bool AppendOnly)
{
    // What ends soonest is what the guard can best do without.
    private static readonly string[] Harmless = ["noeviction", "volatile-ttl"];

    /// <summary>Whether keys are lost, or may be, that the guard would rather keep.</summary>
    public bool Evicts => MaxMemory > 0 && (Evicted > 0 || !Harmless.Contains(Policy, StringComparer.Ordinal)) && Policy != "noeviction";

    /// <summary>Reads the answer to INFO.</summary>
    public static RedisFacts Read(string info)
    {
        var lines = info.Split('\n', StringSplitOptions.TrimEntries).Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2)
            .GroupBy(parts => parts[0], StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First()[1], StringComparer.Ordinal);
        return new RedisFacts(Text("redis_version"), Text("maxmemory_policy"), Number("maxmemory"), Number("evicted_keys"), Text("aof_enabled") == "1");

        string Text(string name) => lines.GetValueOrDefault(name, "unknown");
        long Number(string name) => long.TryParse(lines.GetValueOrDefault(name), CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    public override string ToString() => $" {Version} (maxmemory-policy {Policy}, appendonly {(AppendOnly ? "yes" : "no")})";
}
