using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SignGateway.Host.Tests.Infrastructure;

/// <summary>Requests written by hand, for what no honest client sends.</summary>
public static class RawHttp
{
    /// <summary>Sends a GET with exactly these header lines; answers the status.</summary>
    public static async Task<int> GetAsync(Uri host, string target, params string[] headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.Host, host.Port);
        var connection = headers.Any(line => line.StartsWith("Connection:", StringComparison.OrdinalIgnoreCase)) ? "" : "Connection: close\r\n";
        var text = $"GET {target} HTTP/1.1\r\nHost: {host.Authority}\r\n{connection}{string.Concat(headers.Select(line => $"{line}\r\n"))}\r\n";
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text));
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        var status = await reader.ReadLineAsync();
        return int.Parse(status!.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    /// <summary>Sends exactly this text; answers all that comes until the other side closes.</summary>
    public static async Task<string> ExchangeAsync(Uri host, string text, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.Host, host.Port, cancellationToken);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken);
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
