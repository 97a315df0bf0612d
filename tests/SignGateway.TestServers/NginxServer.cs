using System.Net.Sockets;

namespace SignGateway.TestServers;

/// <summary>A real nginx on a free loopback port, with a folder of its own for all that it writes.</summary>
public sealed class NginxServer : IDisposable
{
    // One process, as whoever runs the tests; nothing of the machine's own nginx is read or written.
    private const string Frame = """
        daemon off;
        master_process off;
        pid nginx.pid;
        error_log stderr;
        events {}
        http {
            access_log off;
            client_body_temp_path body;
            proxy_temp_path proxy;
            fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi;
            scgi_temp_path scgi;
            include site.conf;
        }
        """;

    private readonly TempFolder _folder = new();
    private ServerProcess? _process;

    private NginxServer()
    {
    }

    public int Port { get; } = FreePort.Next();

    public Uri Url => new($"http://127.0.0.1:{Port}");

    /// <summary>Starts it with a site of which only the ports are not as they stand: 8080, where it listens, and 5080, where it passes requests on.</summary>
    public static async Task<NginxServer> StartAsync(string site, Uri target)
    {
        var server = new NginxServer();
        await File.WriteAllTextAsync(server._folder.File("nginx.conf"), Frame);
        await File.WriteAllTextAsync(server._folder.File("site.conf"), Replace(Replace(site, "listen 8080;", $"listen 127.0.0.1:{server.Port};"), "127.0.0.1:5080", target.Authority));
        server._process = await ServerProcess.StartAsync(Programs.Nginx, null, "-p", server._folder.FullPath, "-c", server._folder.File("nginx.conf"), "-e", "stderr");
        await Patience.UntilAsync("nginx to listen", server.ListensAsync);
        return server;
    }

    public void Dispose()
    {
        _process?.Dispose();
        _folder.Dispose();
    }

    private static string Replace(string site, string text, string replacement) =>
        site.Contains(text, StringComparison.Ordinal) ? site.Replace(text, replacement, StringComparison.Ordinal) : throw new ArgumentException($"The site has no '{text}'.");

    private async Task<bool> ListensAsync()
    {
        if (_process!.HasExited)
            throw new InvalidOperationException($"nginx ended: {_process.Output}");
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
