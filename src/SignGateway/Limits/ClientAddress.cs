using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace SignGateway.Limits;

/// <summary>
/// Where a request comes from, as a key for counting. Proxies are the application's to know: what a listed one says of the client is in the connection already,
/// and no header is read here.
/// </summary>
internal static class ClientAddress
{
    private const int NetworkBytes = 8;

    /// <summary>The address; of IPv6 the first 64 bits, since whoever has one has all of those behind it.</summary>
    public static string Of(HttpContext context) => context.Connection.RemoteIpAddress is { } address ? Of(address) : "";

    public static string Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
