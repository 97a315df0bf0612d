using SignGateway.Protocol.Policies;
using SignGateway.Protocol.Requests;

namespace SignGateway.Objects;

/// <summary>Region, bucket and the URLs under which browsers and the gateway reach it.</summary>
public sealed class OssAddress
{
    private readonly UrlStyle _style;
    private readonly Uri _public;
    private readonly Uri _internal;

    /// <summary>Reads validated options.</summary>
    public OssAddress(OssOptions value)
    {
        Region = SigningKeyV4.Region(value.Region!);
        Bucket = value.Bucket!;
        _style = value.UrlStyle;
        _public = ParseEndpoint(string.IsNullOrWhiteSpace(value.Endpoint) ? $"oss-{Region}.aliyuncs.com" : value.Endpoint)!;
        _internal = string.IsNullOrWhiteSpace(value.InternalEndpoint) ? _public : ParseEndpoint(value.InternalEndpoint)!;
        PostUrl = Base(_public, _style);
    }

    /// <summary>The region as signatures name it, without <c>oss-</c>.</summary>
    public string Region { get; }

    /// <summary>The bucket.</summary>
    public string Bucket { get; }

    /// <summary>Whether browsers reach the bucket under a domain of its own. Under OSS's own, whatever is opened is downloaded.</summary>
    public bool IsCustomDomain => _style == UrlStyle.Cname;

    /// <summary>Whether the bucket's name stands in the path, as OSS itself does not allow.</summary>
    public bool IsPathStyle => _style == UrlStyle.Path;

    /// <summary>How the bucket is reached.</summary>
    public UrlStyle Style => _style;

    /// <summary>The endpoint for browsers and other uploaders, as SDKs want it: scheme and host, without the bucket unless it is a domain of the bucket's own.</summary>
    public string Endpoint => $"{_public.Scheme}://{_public.Authority}";

    /// <summary>Where browsers post forms.</summary>
    public string PostUrl { get; }

    /// <summary>An object's URL for browsers, without a query.</summary>
    public string PublicUrl(string key) => PostUrl + RequestSignatureV4.EncodePath(key);

    /// <summary>An object's URL for the gateway itself, without a query.</summary>
    public string InternalUrl(string key)
    {
        // A custom domain is an address for browsers; an internal endpoint beside it is one of OSS's own.
        var style = _style == UrlStyle.Cname && _internal != _public ? UrlStyle.VirtualHosted : _style;
        return Base(_internal, style) + RequestSignatureV4.EncodePath(key);
    }

    internal static Uri? ParseEndpoint(string text) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}", UriKind.Absolute, out var endpoint)
        && endpoint is { Scheme: "http" or "https", PathAndQuery: "/", Fragment: "", UserInfo: "" }
            ? endpoint
            : null;

    private string Base(Uri endpoint, UrlStyle style) => style switch
    {
        UrlStyle.VirtualHosted => $"{endpoint.Scheme}://{Bucket}.{endpoint.Authority}/",
        UrlStyle.Path => $"{endpoint.Scheme}://{endpoint.Authority}/{Bucket}/",
        _ => $"{endpoint.Scheme}://{endpoint.Authority}/",
    };
}
