using System.Net;
using System.Net.Sockets;

namespace SignGateway.Objects;

/// <summary>Addresses that only a machine or a network of one's own can reach. OSS refuses to call them.</summary>
internal static class PrivateAddress
{
    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork ? IsPrivate4(address.GetAddressBytes()) : IsPrivate6(address);
    }

    private static bool IsPrivate4(byte[] bytes) => bytes switch
    {
        [0 or 10 or 127, ..] => true,
        [100, >= 64 and <= 127, ..] => true,
        [169, 254, ..] => true,
        [172, >= 16 and <= 31, ..] => true,
        [192, 168, ..] => true,
        _ => false,
    };

    private static bool IsPrivate6(IPAddress address) =>
        IPAddress.IsLoopback(address) || address.Equals(IPAddress.IPv6Any) || address.IsIPv6LinkLocal || address.IsIPv6SiteLocal || address.IsIPv6UniqueLocal;
}
