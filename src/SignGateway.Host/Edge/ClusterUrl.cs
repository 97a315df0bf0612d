using Yarp.ReverseProxy.Forwarder;

namespace SignGateway.Host.Edge;

/// <summary>A path on whichever server of a cluster: <c>cluster://CLUSTER/path?query</c>. The cluster's name stays as it is written, which a host's would not.</summary>
internal sealed record ClusterUrl(string Cluster, PathString Path, QueryString Query)
{
    private const string Scheme = "cluster://";

    public static bool IsOne(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads it; null if it is no such URL.</summary>
    public static ClusterUrl? TryParse(string text)
    {
        if (!IsOne(text) || text.Contains('#', StringComparison.Ordinal))
            return null;
        var rest = text[Scheme.Length..];
        var query = rest.IndexOf('?', StringComparison.Ordinal) is var mark and >= 0 ? rest[mark..] : "";
        rest = rest[..^query.Length];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 ? new ClusterUrl(rest[..slash], PathString.FromUriComponent(rest[slash..]), new QueryString(query)) : null;
    }

    /// <summary>The path on one server, below the path that the server itself may have.</summary>
    public Uri At(string server) => RequestUtilities.MakeDestinationAddress(server, Path, Query);
}
