using System.Net.Sockets;
using System.Text;

namespace OssSimulator.Tests.Infrastructure;

/// <summary>A connection of bytes, for requests that no HTTP client would send.</summary>
internal sealed class RawConnection(Uri url) : IDisposable
{
    private readonly TcpClient client = new(url.Host, url.Port);

    /// <summary>Sends the head of a request, and of the body what there is.</summary>
    public async Task SendAsync(string text) => await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);

    /// <summary>Writes a request's head line by line, as it would have been sent.</summary>
    public static string Head(HttpRequestMessage request, params string[] more)
    {
        var lines = request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated.Where(header => header.Key != "Content-Length") ?? [])
            .Where(header => header.Key != "Host")
            .Select(header => $"{header.Key}: {header.Value}");
        return $"{request.Method} {request.RequestUri!.PathAndQuery} HTTP/1.1\r\nHost: {request.RequestUri.Authority}\r\n{string.Join("\r\n", lines.Concat(more))}\r\n\r\n";
    }

    /// <summary>The first line of the next answer.</summary>
    public async Task<string> ReadLineAsync()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (!line.ToString().EndsWith("\r\n", StringComparison.Ordinal) && await client.GetStream().ReadAsync(one, TestContext.Current.CancellationToken) > 0) line.Append((char)one[0]);
        return line.ToString().TrimEnd();
    }

    public void Dispose() => client.Dispose();
}
