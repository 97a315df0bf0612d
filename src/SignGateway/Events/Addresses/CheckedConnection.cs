using System.Net;
using System.Net.Sockets;

namespace SignGateway.Events.Addresses;

/// <summary>
/// Connects to endpoints. The name is resolved once, all its addresses are checked, and the socket is connected to one that was: a name that
/// resolves to something else a moment later gains nothing.
/// </summary>
internal sealed class CheckedConnection(FindAddresses find)
{
    /// <summary>Says on a request whose it is; a connection without that is refused.</summary>
    public static readonly HttpRequestOptionsKey<EventTarget> Target = new("SignGateway.EventTarget");

    public async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await FindAsync(host, cancellationToken);
        if (!context.InitialRequestMessage.Options.TryGetValue(Target, out var target) || !target.AllowPrivate)
            Check(addresses, target);
        return await ConnectAsync(addresses, port, cancellationToken);
    }

    private async Task<IPAddress[]> FindAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
            return [literal];

        var addresses = await find(host, cancellationToken);
        return addresses.Length > 0 ? addresses : throw new SocketException((int)SocketError.HostNotFound);
    }

    // One bad address among good ones is refused too: which of them would be used is not the gateway's to guess.
    private static void Check(IPAddress[] addresses, EventTarget? target)
    {
        foreach (var address in addresses)
        {
            if (PublicAddress.Refusal(address) is { } reason)
                throw new AddressRefusedException($"its name resolves to {address}, {reason}; {EventOptions.SectionOf(target?.Name ?? "")}:{nameof(EventEndpointOptions.AllowPrivate)} would allow it");
        }
    }

    private static async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        for (var index = 0; ; index++)
        {
            var socket = new Socket(addresses[index].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(addresses[index], port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (index < addresses.Length - 1)
            {
                // The next may answer; the last one's trouble is the one that is told.
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
