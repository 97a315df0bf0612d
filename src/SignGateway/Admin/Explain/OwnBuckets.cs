using SignGateway.Objects;

namespace SignGateway.Admin.Explain;

/// <summary>Which bucket an address is that of.</summary>
internal sealed class OwnBuckets(BucketCatalog buckets)
{
    private const string OssDomain = ".aliyuncs.com";

    /// <summary>What our buckets are called.</summary>
    public IEnumerable<string> Names => buckets.All.Select(client => client.Address.Bucket);

    /// <summary>The address of a bucket of ours; null for any other.</summary>
    public OssAddress? Find(string? bucket) => buckets.All.Select(client => client.Address).FirstOrDefault(address => address.Bucket == bucket);

    /// <summary>The bucket of a URL or a host, ours or not; null if it does not tell.</summary>
    public string? BucketOf(string? address)
    {
        if (Parse(address) is not { } url)
            return null;
        var own = buckets.All.Select(client => client.Address).FirstOrDefault(known => IsAt(url, new Uri(known.PostUrl)));
        return own?.Bucket ?? (url.Host.EndsWith(OssDomain, StringComparison.OrdinalIgnoreCase) && url.Host.Count(character => character == '.') > 2 ? url.Host[..url.Host.IndexOf('.', StringComparison.Ordinal)] : null);
    }

    private static bool IsAt(Uri url, Uri known) =>
        url.Authority.Equals(known.Authority, StringComparison.OrdinalIgnoreCase) && (known.AbsolutePath == "/" || url.AbsolutePath.TrimEnd('/') == known.AbsolutePath.TrimEnd('/'));

    private static Uri? Parse(string? address) =>
        Uri.TryCreate(address?.Contains("://", StringComparison.Ordinal) == true ? address : $"https://{address}", UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;
}
