using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace SignGateway.Doctor.Reach;

/// <summary>How the doctor gets to a host as somebody outside would.</summary>
/// <param name="Resolve">Finds a name's addresses.</param>
/// <param name="Trust">Which certificates count; null for the system's own rules.</param>
internal sealed record Outside(Func<string, CancellationToken, Task<IPAddress[]>> Resolve, X509ChainPolicy? Trust)
{
    public static Outside OfSystem { get; } = new(Dns.GetHostAddressesAsync, null);

    /// <summary>A connection to the first address that takes one, those first that OSS calls.</summary>
    public async Task<NetworkStream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = await AddressesAsync(host, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The addresses of a name, or the one that a host is already; those first that OSS calls.</summary>
    public async Task<IPAddress[]> AddressesAsync(string host, CancellationToken cancellationToken) =>
        IPAddress.TryParse(host, out var address)
            ? [address]
            : [.. (await Resolve(host, cancellationToken)).OrderBy(found => found.AddressFamily == AddressFamily.InterNetwork ? 0 : 1)];
}
