using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SignGateway.Fuzz.Tests.Wire;

/// <summary>A connection that sends bytes and reads answers, and takes a new connection where the old one cannot be trusted any more.</summary>
internal sealed class WireClient(Uri server) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private TcpClient? _connection;

    /// <summary>The answer; null if the server hung up without one. One that never comes is a fault.</summary>
    public async Task<WireAnswer?> SendAsync(WireRequest request)
    {
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            if (request.MayBreakHttp)
                return await SendAloneAsync(request, timeout.Token);
            // The server may have given up a connection that was idle.
            for (var attempt = 1; ; attempt++)
            {
                if (await ExchangeAsync(request, timeout.Token) is { } answer)
                    return answer;
                if (attempt == 3)
                    throw new FuzzException($"The server hung up on {request}");
            }
        }
        catch (OperationCanceledException)
        {
            throw new FuzzException($"No answer in {Patience.TotalSeconds} s to {request}");
        }
    }

    public void Dispose() => _connection?.Dispose();

    private async Task<WireAnswer?> ExchangeAsync(WireRequest request, CancellationToken cancellationToken)
    {
        try
        {
            _connection ??= await ConnectAsync(cancellationToken);
            await _connection.GetStream().WriteAsync(request.ToBytes(), cancellationToken);
            if (await ReadAsync(_connection.GetStream(), cancellationToken) is not { } answer)
            {
                Forget();
                return null;
            }

            if (answer.Closes)
                Forget();
            return answer;
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            Forget();
            return null;
        }
    }

    private async Task<WireAnswer?> SendAloneAsync(WireRequest request, CancellationToken cancellationToken)
    {
        using var connection = await ConnectAsync(cancellationToken);
        await using var stream = connection.GetStream();
        try
        {
            await stream.WriteAsync(request.ToBytes(), cancellationToken);
            // Whatever the server still waits for does not come.
            stream.Socket.Shutdown(SocketShutdown.Send);
            return await ReadAsync(stream, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return null;
        }
    }

    private async Task<TcpClient> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new TcpClient { NoDelay = true };
        await connection.ConnectAsync(server.Host, server.Port, cancellationToken);
        return connection;
    }

    private void Forget()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private static async Task<WireAnswer?> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var received = new List<byte>();
        var buffer = new byte[16 * 1024];
        int end;
        while ((end = IndexOfEnd(received)) < 0)
        {
            var count = await stream.ReadAsync(buffer, cancellationToken);
            if (count == 0)
                return null;
            received.AddRange(buffer.AsSpan(0, count));
        }

        var lines = Encoding.ASCII.GetString([.. received[..end]]).Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToLookup(parts => parts[0], parts => parts[^1], StringComparer.OrdinalIgnoreCase);
        if (headers["Transfer-Encoding"].Any())
            throw new FuzzException("An answer is chunked; all of ours are whole.");
        var length = headers["Content-Length"].Select(text => int.Parse(text, CultureInfo.InvariantCulture)).FirstOrDefault();
        while (received.Count < end + 4 + length)
        {
            var count = await stream.ReadAsync(buffer, cancellationToken);
            if (count == 0)
                return null;
            received.AddRange(buffer.AsSpan(0, count));
        }

        var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        var closes = headers["Connection"].Contains("close", StringComparer.OrdinalIgnoreCase);
        return new WireAnswer(status, headers["Content-Type"].FirstOrDefault() ?? "", [.. received[(end + 4)..(end + 4 + length)]], closes);
    }

    private static int IndexOfEnd(List<byte> received)
    {
        for (var index = 0; index + 3 < received.Count; index++)
        {
            if (received[index] == '\r' && received[index + 1] == '\n' && received[index + 2] == '\r' && received[index + 3] == '\n')
                return index;
        }

        return -1;
    }
}
