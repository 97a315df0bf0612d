using System.Net;
using System.Text.Json.Nodes;

namespace SignGateway.Tests.Infrastructure;

/// <summary>A bucket of few objects: what a test puts in is there, what it deletes is gone, everything else is absent.</summary>
internal sealed class StandInBucket
{
    private readonly Dictionary<string, StoredObject> _objects = [];

    /// <summary>What everything is answered with instead, if anything.</summary>
    public HttpStatusCode? Trouble { get; set; }

    /// <summary>Whether the bucket exists.</summary>
    public bool Exists { get; set; } = true;

    public StoredObject Put(JsonObject grant) => _objects[$"/{grant["key"]}"] = new StoredObject(grant);

    public bool Holds(JsonObject grant) => _objects.ContainsKey($"/{grant["key"]}");

    public HttpResponseMessage Answer(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (Trouble is { } trouble)
            return new HttpResponseMessage(trouble);
        if (!Exists)
            return new HttpResponseMessage(HttpStatusCode.NotFound);
        if (path == "/" && request.Method == HttpMethod.Get)
            return new HttpResponseMessage(HttpStatusCode.OK);
        if (request.Method == HttpMethod.Delete)
        {
            _objects.Remove(path);
            return new HttpResponseMessage(HttpStatusCode.NoContent);
        }

        return _objects.TryGetValue(path, out var stored) ? stored.Head() : new HttpResponseMessage(HttpStatusCode.NotFound);
    }
}
