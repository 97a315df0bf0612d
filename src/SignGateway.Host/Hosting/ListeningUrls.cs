using System.Net;

namespace SignGateway.Host.Hosting;

/// <summary>Where this process listens, read before it does.</summary>
internal static class ListeningUrls
{
    private const string Default = "http://localhost:5080";

    /// <summary>Makes the default known where nothing is configured, and says what is.</summary>
    public static IReadOnlyList<string> Settle(WebApplicationBuilder builder)
    {
        var endpoints = builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>().ToList();
        if (endpoints.Count > 0)
            return endpoints;
        if (builder.Configuration["http_ports"] is { Length: > 0 } ports && string.IsNullOrEmpty(builder.Configuration["urls"]))
            return ports.Split(';').Select(port => $"http://*:{port}").ToList();
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
            builder.WebHost.UseUrls(Default);
        return (builder.Configuration["urls"] is { Length: > 0 } urls ? urls : Default).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    public static bool IsLoopback(string url) => Host(url) is { } host
        && (host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));

    /// <summary>A URL of this machine that reaches the given listening URL.</summary>
    public static string Reachable(string url) => Host(url) is "*" or "+" or "0.0.0.0" or "[::]"
        ? url.Replace($"//{Host(url)}", "//localhost", StringComparison.Ordinal).TrimEnd('/')
        : url.TrimEnd('/');

    private static string? Host(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
            return null;
        var rest = url[(start + 3)..].Split('/')[0];
        var port = rest.LastIndexOf(':');
        return port > rest.LastIndexOf(']') ? rest[..port] : rest;
    }
}
