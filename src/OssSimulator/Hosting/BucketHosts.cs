using System.Net;

namespace OssSimulator.Hosting;

/// <summary>Reads the bucket out of the Host header of a virtual-hosted request or a custom domain.</summary>
internal sealed class BucketHosts(SimulatorOptions options, SimulatorAddress address)
{
    public bool Exists(string bucket) => options.Buckets.Contains(bucket);

    /// <summary>The endpoint of a bucket of another region; nothing for all others.</summary>
    public string? Elsewhere(string bucket) => options.BucketsElsewhere.TryGetValue(bucket, out var endpoint) ? endpoint : null;

    /// <summary>Nothing for path style: the simulator's own host, an address, or a host that does not begin with one of the buckets.</summary>
    public string? BucketOf(string host)
    {
        if (options.CustomDomains.TryGetValue(host, out var bound)) return bound;
        if (host.Equals(address.Url.Host, StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Trim('[', ']'), out _)) return null;
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && Exists(host[..dot].ToLowerInvariant()) ? host[..dot].ToLowerInvariant() : null;
    }
}
