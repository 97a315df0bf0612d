namespace SignGateway.Host.Tests.Infrastructure;

/// <summary>A request as a server behind the gateway received it.</summary>
public sealed record SeenRequest(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body)
{
    /// <summary>Every line of a header, as it came.</summary>
    public IReadOnlyList<string> Header(string name) =>
        [.. Headers.Where(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];
}
