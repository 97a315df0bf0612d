using System.Net;
using System.Net.Sockets;

namespace SignGateway.TestServers;

/// <summary>
/// Picks a loopback port that nobody listens on. None of those that the system gives to outgoing connections, which would take it now and then before its
/// server listens; and no browser refuses to go there.
/// </summary>
public static class FreePort
{
    private const int First = 11_000;
    private const int Count = 20_000;

    // No port twice in a process, and hardly one that another process picks at the same time.
    private static int _last = Random.Shared.Next(Count);

    public static int Next()
    {
        for (var attempt = 0; attempt < Count; attempt++)
        {
            var port = First + Interlocked.Increment(ref _last) % Count;
            if (IsFree(port))
                return port;
        }

        throw new InvalidOperationException($"No port from {First} to {First + Count - 1} is free.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }
}
