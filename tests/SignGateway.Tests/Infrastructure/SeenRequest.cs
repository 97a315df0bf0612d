namespace SignGateway.Tests.Infrastructure;

/// <summary>A request as it went out, kept beyond its end.</summary>
internal sealed record SeenRequest(string Method, string Url, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public static SeenRequest Of(HttpRequestMessage request)
    {
        using var body = new StreamReader(request.Content?.ReadAsStream() ?? Stream.Null);
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []);
        return new SeenRequest(
            request.Method.Method,
            request.RequestUri!.AbsoluteUri,
            headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value)),
            body.ReadToEnd());
    }
}
