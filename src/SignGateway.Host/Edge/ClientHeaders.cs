using Microsoft.Extensions.Options;

namespace SignGateway.Host.Edge;

/// <summary>
/// Takes off a request, before it is passed on, whatever its sender is not entitled to say: who the user is, which proxies it came through, and the
/// headers that it names as meant for this connection only. What is true of these is added afterwards.
/// </summary>
internal sealed class ClientHeaders
{
    // They are about this message, and the server has acted on them already.
    private static readonly string[] NotForNaming = ["Host", "Content-Length", "Transfer-Encoding", "Upgrade", "Connection"];

    private readonly string[] _identity;

    public ClientHeaders(IOptions<EdgeOptions> options) =>
        _identity = [.. new[] { options.Value.UserHeader, options.Value.RolesHeader }.Where(name => name.Length > 0)];

    public void Strip(IHeaderDictionary headers)
    {
        List<string>? forged = null;
        foreach (var (name, _) in headers)
        {
            if (Array.Exists(_identity, ours => HeaderNames.Same(name, ours)) || HeaderNames.TellsOfProxies(name))
                (forged ??= []).Add(name);
        }

        foreach (var name in forged ?? [])
            headers.Remove(name);
        StripNamed(headers);
    }

    private static void StripNamed(IHeaderDictionary headers)
    {
        foreach (var line in headers.Connection)
        {
            foreach (var name in (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (!NotForNaming.Contains(name, StringComparer.OrdinalIgnoreCase))
                    headers.Remove(name);
            }
        }
    }
}
