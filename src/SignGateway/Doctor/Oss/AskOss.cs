using System.Diagnostics;
using System.Net;
using System.Text;
using SignGateway.Credentials;
using SignGateway.Objects;
using SignGateway.Protocol.Errors;

namespace SignGateway.Doctor.Oss;

/// <summary>Asks OSS as the gateway itself does, and hands back the whole answer: what is wrong is in its details.</summary>
internal sealed class AskOss(IHttpClientFactory http, TimeProvider time)
{
    private const long MaxAnswerBytes = 256 * 1024;

    private static readonly TimeSpan CallLife = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan HalfSecond = TimeSpan.FromMilliseconds(500);

    /// <summary>Which of the gateway's clients asks.</summary>
    public string ClientName { get; init; } = OssClient.HttpClientName;

    /// <summary>GetBucketInfo, which changes nothing. OSS looks at clock, key, signature, region and bucket before the right to ask.</summary>
    public Task<OssReply> LookAsync(OssClient bucket, CancellationToken cancellationToken) =>
        AskAsync(bucket, OssCall.List(new() { ["bucketInfo"] = null }), cancellationToken);

    /// <summary>Makes a signed call.</summary>
    public async Task<OssReply> AskAsync(OssClient bucket, OssCall call, CancellationToken cancellationToken)
    {
        switch (await bucket.Credentials.GetAsync(CallLife, cancellationToken))
        {
            case CredentialsOutcome.Available(var credentials, _):
                using (var request = call.Sign(bucket.Address, credentials, time.GetUtcNow()))
                    return await SendAsync(request, call.Patience, cancellationToken);
            case CredentialsOutcome.Unavailable(var reason, _):
                return new OssReply.Unsigned(reason);
            case var unknown:
                throw new UnreachableException($"Unhandled outcome {unknown}");
        }
    }

    /// <summary>Sends a request as it is.</summary>
    public async Task<OssReply> SendAsync(HttpRequestMessage request, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        var host = request.RequestUri!.Authority;
        try
        {
            var begun = time.GetUtcNow();
            using var response = await http.CreateClient(ClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var ours = begun + ((time.GetUtcNow() - begun) / 2);
            // The length that HeadObject tells is the object's.
            if (request.Method != HttpMethod.Head)
                await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, limit.Token);
            return new OssReply.Answered(await ReadAsync(response, ours, limit.Token));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new OssReply.Unanswered($"{host} cannot be reached: {exception.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new OssReply.Unanswered($"{host} did not answer within {patience.TotalSeconds} seconds");
        }
    }

    private static async Task<OssAnswer> ReadAsync(HttpResponseMessage response, DateTimeOffset ours, CancellationToken cancellationToken)
    {
        var isHead = response.RequestMessage?.Method == HttpMethod.Head;
        var body = isHead ? "" : Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        var fault = response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.NonAuthoritativeInformation
            ? new OssFault((int)response.StatusCode, "", "", "", TimeSpan.Zero)
            : await OssFault.ReadAsync(response, ours, cancellationToken) with { ClockOff = TimeSpan.Zero };
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        // The header has whole seconds.
        return new OssAnswer(fault, OssErrorDocument.Read(body), body, headers, response.Headers.Date is { } theirs ? ours - (theirs + HalfSecond) : null);
    }
}
