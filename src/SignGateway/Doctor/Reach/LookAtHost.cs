using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SignGateway.Objects;

namespace SignGateway.Doctor.Reach;

/// <summary>Whether OSS finds the host of a callback URL, and would call what it finds.</summary>
internal sealed class LookAtHost(Outside outside, IOptions<PublicUrlOptions> options, IHostEnvironment environment)
{
    private const string Setting = $"{PublicUrlOptions.Section}:{nameof(PublicUrlOptions.PublicUrl)}";

    /// <summary>What was found, and whether there is any address to go on with.</summary>
    public async Task<(Finding Finding, bool Exists)> ExecuteAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await outside.AddressesAsync(url.IdnHost, cancellationToken);
            return addresses.Length == 0 ? (Unknown(url, "no address"), false) : (Judge(url, addresses), true);
        }
        catch (SocketException exception)
        {
            return (Unknown(url, exception.SocketErrorCode.ToString()), false);
        }
    }

    private Finding Judge(Uri url, System.Net.IPAddress[] addresses)
    {
        var told = $"{url.Host} is {string.Join(", ", addresses.Select(address => address.ToString()))}";
        var reachable = addresses.Where(address => address.AddressFamily == AddressFamily.InterNetwork).ToList();
        if (reachable.Count == 0)
            return Finding.Fault("callback_host_ipv6", $"{told}: OSS calls no IPv6 address.", $"Give {url.Host} an A record with a public IPv4 address.");
        if (!reachable.Any(PrivateAddress.Is))
            return Finding.Ok("callback_host", $"{told}.");
        return options.Value.AllowPrivatePublicUrl || environment.IsDevelopment()
            ? Finding.Warning("callback_host_private", $"{told}: private, as a stand-in for OSS may call it; OSS itself refuses to.", $"For OSS, set {Setting} to a public address.")
            : Finding.Fault(
                "callback_host_private",
                $"{told}: OSS refuses to call private, loopback and link-local addresses (EC 0007-00000008), so every upload would end as 203 and be found by confirm or the sweep only.",
                $"Set {Setting} to a name whose A records are all public, such as that of your load balancer. Where this machine sees another DNS than the world does, ask from outside: dig +short A {url.Host} @223.5.5.5");
    }

    private static Finding Unknown(Uri url, string reason) => Finding.Fault(
        "callback_host_unknown", $"{url.Host} cannot be found: {reason}.", $"Correct {Setting}, or add an A record for {url.Host}: OSS cannot call what has no address.");
}
