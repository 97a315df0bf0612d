using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using OssSimulator.Faults;
using OssSimulator.Hosting;

namespace OssSimulator.Callbacks;

/// <summary>Sends one signed callback request and judges its answer.</summary>
internal sealed class CallbackSender(
    SimulatorOptions options,
    ServerClock clock,
    SimulatorAddress address,
    CallbackKey key,
    CallbackLog log,
    SimulatorFaults faults) : IDisposable
{
    private readonly HttpMessageInvoker client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
    });

    public async Task<CallbackOutcome> SendAsync(CallbackUrl url, OutgoingCallback callback)
    {
        using var request = Request(url, callback);
        var (status, outcome) = faults.TakeDrop() ? (null, CallbackOutcome.NoConnection) : await ExchangeAsync(request, url);

        // What was dropped is in the log too, signed and complete, so that it can be delivered late.
        log.Add(new CallbackRecord(
            url.Uri.OriginalString, Headers(request), Encoding.UTF8.GetString(callback.Body), status, Encoding.UTF8.GetString(outcome.Answer), outcome.Failure));
        return outcome;
    }

    public void Dispose() => client.Dispose();

    private async Task<(int? Status, CallbackOutcome Outcome)> ExchangeAsync(HttpRequestMessage request, CallbackUrl url)
    {
        using var timeout = new CancellationTokenSource(options.CallbackTimeout, options.TimeProvider);
        int? status = null;
        try
        {
            using var response = await client.SendAsync(request, timeout.Token);
            status = (int)response.StatusCode;
            return (status, await CallbackAnswer.ReadAsync(response, timeout.Token));
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return (status, CallbackOutcome.TimedOut(url, options.CallbackTimeout));
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            return (status, CallbackOutcome.NoConnection);
        }
    }

    private HttpRequestMessage Request(CallbackUrl url, OutgoingCallback callback)
    {
        var (configuration, body, stored, requestId) = callback;
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", configuration.BodyType);
        content.Headers.ContentMD5 = MD5.HashData(body);
        content.Headers.ContentLength = body.Length;
        var request = new HttpRequestMessage(HttpMethod.Post, url.Uri)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        var headers = request.Headers;
        headers.Host = configuration.Host;
        headers.ConnectionClose = true;
        headers.TryAddWithoutValidation("Authorization", key.Sign(url, body));
        headers.TryAddWithoutValidation("Date", clock.Now.ToString("R", CultureInfo.InvariantCulture));
        headers.TryAddWithoutValidation("User-Agent", "aliyun-oss-callback");
        headers.TryAddWithoutValidation("x-oss-additional-headers", "");
        headers.TryAddWithoutValidation("x-oss-bucket", stored.Bucket);
        headers.TryAddWithoutValidation("x-oss-owner", SimulatorAddress.OwnerId);
        headers.TryAddWithoutValidation("x-oss-pub-key-url", Convert.ToBase64String(Encoding.UTF8.GetBytes(address.Origin + CallbackKey.PublicPath)));
        headers.TryAddWithoutValidation("x-oss-request-id", requestId);
        headers.TryAddWithoutValidation("x-oss-requester", SimulatorAddress.OwnerId);
        headers.TryAddWithoutValidation("x-oss-signature-version", "1.0");
        headers.TryAddWithoutValidation("x-oss-tag", "CALLBACK");
        return request;
    }

    private static Dictionary<string, string> Headers(HttpRequestMessage request) => request.Headers.NonValidated
        .Concat(request.Content!.Headers.NonValidated)
        .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
}
