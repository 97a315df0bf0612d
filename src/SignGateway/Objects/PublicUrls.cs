using Microsoft.Extensions.Options;

namespace SignGateway.Objects;

/// <summary>The addresses under which OSS reaches the callback route.</summary>
public sealed class PublicUrls
{
    /// <summary>The callback route, below each public URL.</summary>
    public const string CallbackRoute = "/v1/callbacks/oss";

    /// <summary>Reads validated options.</summary>
    public PublicUrls(IOptions<PublicUrlOptions> options)
    {
        var urls = Split(options.Value.PublicUrl);
        CallbackUrls = urls.Select(url => url.TrimEnd('/') + CallbackRoute).ToArray();
        CallbackPaths = CallbackUrls.Select(url => new Uri(url).AbsolutePath).Distinct(StringComparer.Ordinal).ToArray();
        AnyHttps = urls.Any(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What goes into <c>callbackUrl</c>, in order.</summary>
    public IReadOnlyList<string> CallbackUrls { get; }

    /// <summary>The paths that OSS may have signed, in order, without repeats.</summary>
    public IReadOnlyList<string> CallbackPaths { get; }

    /// <summary>Whether OSS must name the host in the TLS handshake.</summary>
    public bool AnyHttps { get; }

    internal static string[] Split(string? text) =>
        (text ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
