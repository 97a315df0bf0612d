using OssSimulator.Signing;

namespace OssSimulator.Hosting;

/// <summary>Bucket, key and query of a request, each decoded once from the raw target.</summary>
internal sealed record RequestTarget(string Bucket, string Key, IReadOnlyList<KeyValuePair<string, string>> Query)
{
    public string? Parameter(string name)
    {
        foreach (var pair in Query)
        {
            if (pair.Key == name) return pair.Value;
        }

        return null;
    }

    public bool Has(string name) => Parameter(name) is not null;

    public static RequestTarget Parse(string rawTarget, string? bucketOfHost)
    {
        var question = rawTarget.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? rawTarget : rawTarget[..question];
        var query = question < 0 ? "" : rawTarget[(question + 1)..];
        path = path.StartsWith('/') ? path[1..] : path;
        if (bucketOfHost is not null) return new RequestTarget(bucketOfHost, PercentEncoding.Decode(path), ParseQuery(query));

        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? new RequestTarget(PercentEncoding.Decode(path), "", ParseQuery(query))
            : new RequestTarget(PercentEncoding.Decode(path[..slash]), PercentEncoding.Decode(path[(slash + 1)..]), ParseQuery(query));
    }

    public static IReadOnlyList<KeyValuePair<string, string>> ParseQuery(string query) =>
    [
        .. query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair =>
            KeyValuePair.Create(PercentEncoding.Decode(pair[0]), pair.Length == 2 ? PercentEncoding.Decode(pair[1]) : "")),
    ];
}
