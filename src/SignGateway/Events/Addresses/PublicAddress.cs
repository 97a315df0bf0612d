using System.Net;
using System.Net.Sockets;

namespace SignGateway.Events.Addresses;

/// <summary>
/// Which addresses are anybody's to call. Whoever chooses an endpoint's name chooses where it resolves to, and must not reach with it what only
/// the gateway can reach: itself, its neighbours, the metadata service of its machine.
/// </summary>
internal static class PublicAddress
{
    private static readonly (IPNetwork Network, string What)[] Refused =
    [
        (Of("0.0.0.0/8"), "which is no address of a host"),
        (Of("10.0.0.0/8"), "a private address"),
        // Shared address space; Alibaba Cloud has its metadata service here.
        (Of("100.64.0.0/10"), "an address of the provider's own network"),
        (Of("127.0.0.0/8"), "a loopback address"),
        (Of("169.254.0.0/16"), "a link-local address"),
        (Of("172.16.0.0/12"), "a private address"),
        (Of("192.0.0.0/24"), "a reserved address"),
        (Of("192.0.2.0/24"), "an address for examples"),
        (Of("192.88.99.0/24"), "a reserved address"),
        (Of("192.168.0.0/16"), "a private address"),
        (Of("198.18.0.0/15"), "an address for measurements"),
        (Of("198.51.100.0/24"), "an address for examples"),
        (Of("203.0.113.0/24"), "an address for examples"),
        (Of("224.0.0.0/4"), "a multicast address"),
        (Of("240.0.0.0/4"), "a reserved address"),
        (Of("::/128"), "which is no address of a host"),
        (Of("::1/128"), "a loopback address"),
        (Of("fc00::/7"), "a private address"),
        (Of("fe80::/10"), "a link-local address"),
        (Of("ff00::/8"), "a multicast address"),
        // Teredo and others that lead on to addresses which cannot be read from them.
        (Of("2001::/23"), "a reserved address"),
        (Of("2001:db8::/32"), "an address for examples"),
        (Of("3fff::/20"), "an address for examples"),
    ];

    private static readonly IPNetwork Global = Of("2000::/3");

    // An IPv4 address inside, and where it begins.
    private static readonly (IPNetwork Network, int Offset)[] Embedding = [(Of("64:ff9b::/96"), 12), (Of("2002::/16"), 2)];

    /// <summary>Why an address is refused, to follow its name; null if it is a public one.</summary>
    public static string? Refusal(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return RefusalOf(address.MapToIPv4());
        foreach (var (network, offset) in Embedding)
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6 && network.Contains(address))
                return RefusalOf(new IPAddress(address.GetAddressBytes().AsSpan(offset, 4)));
        }

        return RefusalOf(address);
    }

    private static string? RefusalOf(IPAddress address)
    {
        foreach (var (network, what) in Refused)
        {
            if (network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address))
                return what;
        }

        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => null,
            AddressFamily.InterNetworkV6 when Global.Contains(address) => null,
            _ => "a reserved address",
        };
    }

    private static IPNetwork Of(string text) => IPNetwork.Parse(text);
}
