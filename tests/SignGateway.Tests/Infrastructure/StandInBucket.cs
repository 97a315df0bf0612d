using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace SignGateway.Tests.Infrastructure;

/// <summary>A bucket of few objects: what a test puts in is there, what it deletes is gone, everything else is absent.</summary>
internal sealed class StandInBucket
{
    private readonly SortedDictionary<string, StoredObject> _objects = new(StringComparer.Ordinal);

    /// <summary>What everything is answered with instead, if anything.</summary>
    public HttpStatusCode? Trouble { get; set; }

    /// <summary>Whether the bucket exists.</summary>
    public bool Exists { get; set; } = true;

    /// <summary>How many keys a list has at most on one page.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>Puts the object of a grant's form where the form says, or elsewhere.</summary>
    public StoredObject Put(JsonObject grant, string? key = null) => _objects[$"/{Escape(key ?? (string)grant["key"]!)}"] = new StoredObject(grant);

    /// <summary>Puts what was made with these headers.</summary>
    public StoredObject Put(IReadOnlyDictionary<string, string> headers, string key, long size) => _objects[$"/{Escape(key)}"] = new StoredObject(new JsonObject
    {
        ["fields"] = new JsonObject { ["x-oss-meta-upload-ticket"] = headers["x-oss-meta-upload-ticket"], ["x-oss-content-type"] = headers["Content-Type"] },
    }) { Size = size };

    public IReadOnlyCollection<string> Keys => [.. _objects.Keys.Select(path => Uri.UnescapeDataString(path[1..]))];

    public void Remove(JsonObject grant) => _objects.Remove($"/{grant["key"]}");

    public bool Holds(JsonObject grant) => _objects.ContainsKey($"/{grant["key"]}");

    public HttpResponseMessage Answer(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (Trouble is { } trouble)
            return new HttpResponseMessage(trouble);
        if (!Exists)
            return new HttpResponseMessage(HttpStatusCode.NotFound);
        if (path == "/" && request.Method == HttpMethod.Get)
            return StandInHost.Text(List(QueryHelpers.ParseQuery(request.RequestUri.Query)));
        if (request.Method == HttpMethod.Delete)
        {
            _objects.Remove(path);
            return new HttpResponseMessage(HttpStatusCode.NoContent);
        }

        return _objects.TryGetValue(path, out var stored) ? request.Method == HttpMethod.Get ? stored.Get(request) : stored.Head() : new HttpResponseMessage(HttpStatusCode.NotFound);
    }

    private string List(Dictionary<string, StringValues> query)
    {
        var after = query.GetValueOrDefault("continuation-token").ToString();
        var prefix = Escape(query.GetValueOrDefault("prefix").ToString());
        var rest = _objects.Keys.Select(path => path[1..]).Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(key, after) > 0).ToList();
        var page = rest.Take(PageSize).ToList();
        var next = rest.Count > page.Count ? $"<NextContinuationToken>{page[^1]}</NextContinuationToken>" : "";
        return $"<ListBucketResult>{string.Concat(page.Select(Entry))}{next}</ListBucketResult>";
    }

    private string Entry(string key)
    {
        var stored = _objects[$"/{key}"];
        var modified = (stored.LastModified ?? DateTimeOffset.UnixEpoch).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return $"<Contents><Key>{key}</Key><LastModified>{modified}</LastModified><Size>{stored.Size}</Size></Contents>";
    }

    private static string Escape(string key) => Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal);
}
