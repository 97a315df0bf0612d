using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SignGateway.TestServers;

/// <summary>A real redis-server on a free loopback port, keeping nothing.</summary>
public sealed class RedisServer : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string[] _more;
    private ServerProcess? _process;

    private RedisServer(params string[] more) => _more = more;

    public int Port { get; } = FreePort.Next();

    public string ConnectionString => $"127.0.0.1:{Port}";

    public static async Task<RedisServer> StartAsync()
    {
        var server = NotStarted();
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>A server with an address and nothing behind it yet.</summary>
    public static RedisServer NotStarted() => new();

    /// <summary>A server that can become part of a cluster, and is none yet.</summary>
    internal static async Task<RedisServer> StartNodeAsync()
    {
        // The second port's default is the first plus 10,000, which may be taken or no port at all.
        var server = new RedisServer("--cluster-enabled", "yes", "--cluster-port", FreePort.Next().ToString(CultureInfo.InvariantCulture));
        await server.StartAgainAsync();
        return server;
    }

    public async Task StartAgainAsync()
    {
        _process?.Dispose();
        _process = await ServerProcess.StartAsync(
            Programs.RedisServer, null,
            ["--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1",
            "--save", "", "--appendonly", "no", "--dir", _folder.FullPath, .. _more]);
        await Patience.UntilAsync("redis-server to answer", AnswersAsync);
    }

    public Task KillAsync() => _process!.KillAsync();

    public Task FreezeAsync() => _process!.FreezeAsync();

    public Task ThawAsync() => _process!.ThawAsync();

    public void Dispose()
    {
        _process?.Dispose();
        _folder.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        if (_process!.HasExited)
            throw new InvalidOperationException($"redis-server ended: {_process.Output}");

        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port);
            await client.GetStream().WriteAsync("PING\r\n"u8.ToArray());
            var answer = new byte[7];
            await client.GetStream().ReadExactlyAsync(answer);
            return Encoding.ASCII.GetString(answer) == "+PONG\r\n";
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }
}
