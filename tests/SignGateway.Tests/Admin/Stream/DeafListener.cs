using System.Net.Sockets;
using System.Text;
using SignGateway.Tests.Infrastructure;

namespace SignGateway.Tests.Admin.Stream;

/// <summary>An administrator's stream that nobody reads: what is sent piles up on the way.</summary>
internal sealed class DeafListener : IDisposable
{
    private readonly Socket _socket;

    private DeafListener(Socket socket) => _socket = socket;

    public static async Task<DeafListener> StartAsync(TestGateway gateway)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(gateway.Address.Host, gateway.Address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /v1/admin/stream HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nTest-User: {AdminCalls.Admin}\r\nTest-Roles: {AdminCalls.Role}\r\n\r\n"));
        return new DeafListener(socket);
    }

    /// <summary>Reads at last, and finds that the connection was cut.</summary>
    public async Task ExpectEndAsync()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await _socket.ReceiveAsync(buffer) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Cut off hard.
        }
    }

    public void Dispose() => _socket.Dispose();
}
