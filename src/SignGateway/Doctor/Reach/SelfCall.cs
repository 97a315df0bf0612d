using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SignGateway.Callbacks;
using SignGateway.Tickets;

namespace SignGateway.Doctor.Reach;

/// <summary>Calls a callback URL as OSS would, and hears from the gateway behind it what arrived.</summary>
internal sealed class SelfCall(IHttpClientFactory http, ProbeSealer sealer, TimeProvider time)
{
    /// <summary>The name of its HTTP client.</summary>
    public const string HttpClientName = "SignGateway.Doctor";

    private const int MaxAnswer = 64 * 1024;
    private const int MaxWord = 64;

    // As long as OSS waits.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<SelfCallOutcome> ExecuteAsync(string url, string? host, bool takesGzip, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await CallAsync(new SentProbe(url, sealer), host, takesGzip, either.Token);
        }
        catch (HttpRequestException exception)
        {
            return new SelfCallOutcome.Unreached(ReasonOf(exception));
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return new SelfCallOutcome.Unreached("the connection broke off, or the answer cannot be read");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SelfCallOutcome.Unreached($"no answer within {Patience.TotalSeconds} seconds, which is when OSS gives up");
        }
    }

    private async Task<SelfCallOutcome> CallAsync(SentProbe probe, string? host, bool takesGzip, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        using var client = http.CreateClient(HttpClientName);
        using var request = probe.Request(host, takesGzip);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var status = (int)response.StatusCode;
        if (response.Headers.Location is { } location)
            return new SelfCallOutcome.Redirected(status, Short(location.OriginalString.Split('?')[0]));
        var shape = ShapeOf(response);
        var text = await ReadAsync(response, shape, cancellationToken);
        var took = time.GetElapsedTime(begun);
        return Arrived(probe, text) is { } arrived
            ? new SelfCallOutcome.Reached(arrived, probe, shape, took)
            : new SelfCallOutcome.Foreign(status, CodeOf(text), response.Headers.NonValidated.TryGetValues("Server", out var server) ? Short(server.ToString()) : null);
    }

    private static AnswerShape ShapeOf(HttpResponseMessage response) => new(
        response.Content.Headers.NonValidated.Contains("Content-Length"),
        response.Headers.TransferEncodingChunked == true,
        response.Content.Headers.ContentEncoding is { Count: > 0 } encodings ? Short(string.Join(", ", encodings)) : null);

    private static async Task<string> ReadAsync(HttpResponseMessage response, AnswerShape shape, CancellationToken cancellationToken)
    {
        var raw = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var stream = string.Equals(shape.Encoding, "gzip", StringComparison.OrdinalIgnoreCase) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        var buffer = new byte[MaxAnswer];
        var length = await stream.ReadAtLeastAsync(buffer, MaxAnswer, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private ProbeArrival? Arrived(SentProbe probe, string text)
    {
        try
        {
            using var answer = JsonDocument.Parse(text);
            return answer.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("arrived", out var arrived) && root.TryGetProperty("proof", out var proof) && proof.ValueKind == JsonValueKind.String
                && probe.IsProvedBy(sealer, proof.GetString()!, arrived.GetRawText())
                    ? AnswerProbe.Read(arrived.GetRawText())
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? CodeOf(string text)
    {
        try
        {
            using var answer = JsonDocument.Parse(text);
            return answer.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String
                && code.GetString() is { Length: <= MaxWord } word && word.All(character => char.IsAsciiLetterLower(character) || character == '_')
                    ? word
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string ReasonOf(HttpRequestException exception) => exception.InnerException switch
    {
        SocketException socket => $"the connection fails ({socket.SocketErrorCode})",
        System.Security.Authentication.AuthenticationException => "the TLS handshake fails",
        _ => $"the call fails ({exception.HttpRequestError})",
    };

    // From a stranger, and bound for a terminal.
    private static string Short(string text) => string.Concat(text.Where(character => character is > ' ' and <= '~' or ' ').Take(2 * MaxWord));
}
