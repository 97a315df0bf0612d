using System.Net;
using SignGateway.Credentials;
using SignGateway.Protocol.Policies;
using SignGateway.Protocol.Requests;
using SignGateway.Protocol.Values;

namespace SignGateway.Objects;

/// <summary>The few calls that the gateway itself makes to OSS, signed with V4.</summary>
public sealed class OssClient : IBucket
{
    /// <summary>The object metadata that holds the object ticket.</summary>
    public const string TicketMetadata = "x-oss-meta-upload-ticket";

    internal const string HttpClientName = "SignGateway.Oss";

    // A thousand keys of the longest kind, percent-encoded twice over.
    private const long MaxAnswerBytes = 8 << 20;

    // OSS looks at the credentials when the request arrives.
    private static readonly TimeSpan CallLife = TimeSpan.FromMinutes(1);

    private readonly IHttpClientFactory _http;
    private readonly ICredentialSource _credentials;
    private readonly TimeProvider _time;

    /// <summary>Uses the HTTP client of this name, our credentials and a clock.</summary>
    public OssClient(IHttpClientFactory http, ICredentialSource credentials, OssAddress address, TimeProvider time)
    {
        _http = http;
        _credentials = credentials;
        Address = address;
        _time = time;
    }

    /// <summary>The bucket, and where it is.</summary>
    public OssAddress Address { get; }

    /// <summary>Who the gateway is to this bucket.</summary>
    public ICredentialSource Credentials => _credentials;

    /// <inheritdoc/>
    public async Task<OssOutcome<ObjectHead>> HeadAsync(string key, CancellationToken cancellationToken) =>
        await SendAsync(new OssCall(HttpMethod.Head, key), ReadHead, cancellationToken);

    /// <inheritdoc/>
    public Task<OssOutcome<ObjectStart>> ReadStartAsync(string key, int count, CancellationToken cancellationToken) => SendAsync(
        new OssCall(HttpMethod.Get, key) { Headers = new() { ["Range"] = $"bytes=0-{count - 1}" }, IsStreamed = true },
        (response, token) => ReadStartAsync(response, count, token),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<OssOutcome<bool>> DeleteAsync(string key, CancellationToken cancellationToken) =>
        await SendAsync(new OssCall(HttpMethod.Delete, key), _ => true, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> BucketAnswersAsync(CancellationToken cancellationToken) =>
        await SendAsync(OssCall.List(new() { ["list-type"] = "2", ["max-keys"] = "1" }), _ => true, cancellationToken) is OssOutcome<bool>.Done or OssOutcome<bool>.Forbidden;

    /// <summary>GetBucketVersioning: whether the bucket keeps versions, or kept them once.</summary>
    public async Task<OssOutcome<bool?>> KeepsVersionsAsync(CancellationToken cancellationToken) => await SendAsync<bool?>(
        OssCall.List(new() { ["versioning"] = null }), async (response, token) => (await response.Content.ReadAsStringAsync(token)).Contains("<Status>", StringComparison.Ordinal), cancellationToken);

    /// <inheritdoc/>
    public async Task<OssOutcome<ObjectPage>> ListAsync(string prefix, string? continuationToken, CancellationToken cancellationToken)
    {
        var query = new Dictionary<string, string?> { ["list-type"] = "2", ["max-keys"] = "1000", ["encoding-type"] = "url", ["prefix"] = prefix };
        if (continuationToken is not null)
            query["continuation-token"] = continuationToken;
        return await SendAsync(OssCall.List(query), async (response, token) => ObjectPage.Read(await response.Content.ReadAsStringAsync(token)), cancellationToken);
    }

    /// <summary>A URL with which anyone may read the object for a while.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="contentDisposition">How a browser takes it.</param>
    /// <param name="contentType">What it says it is, whatever its metadata says.</param>
    /// <param name="life">How long the URL works; at most a week, and no longer than the credentials.</param>
    /// <param name="cancellationToken">Ends the wait for credentials.</param>
    public async Task<OssOutcome<string>> PresignGetAsync(
        string key, string contentDisposition, string contentType, TimeSpan life, CancellationToken cancellationToken)
    {
        if (await _credentials.GetAsync(life, cancellationToken) is not CredentialsOutcome.Available(var credentials, _))
            return new OssOutcome<string>.Unavailable("there are no credentials");

        var query = new Dictionary<string, string?> { ["response-content-disposition"] = contentDisposition, ["response-content-type"] = contentType };
        var request = new SigningRequest("GET", Address.Bucket, key, new Dictionary<string, string>(), query, []);
        var signed = RequestSignatureV4.PresignedQuery(request, credentials, Address.Region, _time.GetUtcNow(), life);
        return new OssOutcome<string>.Done($"{Address.PublicUrl(key)}?{RequestSignatureV4.ToText(signed)}");
    }

    /// <inheritdoc/>
    public Task<OssOutcome<IReadOnlyList<string>>> ListMultipartAsync(string key, CancellationToken cancellationToken) =>
        MultipartCalls.ListUploadsAsync(this, key, cancellationToken);

    /// <inheritdoc/>
    public Task<OssOutcome<bool>> AbortMultipartAsync(string key, string uploadId, CancellationToken cancellationToken) =>
        MultipartCalls.AbortAsync(this, key, uploadId, cancellationToken);

    internal Task<OssOutcome<T>> SendAsync<T>(OssCall call, Func<HttpResponseMessage, T?> read, CancellationToken cancellationToken) =>
        SendAsync(call, (response, _) => Task.FromResult(read(response)), cancellationToken);

    /// <summary>Makes a call; what OSS sends beyond a limit is a fault of its own.</summary>
    /// <param name="call">The call.</param>
    /// <param name="read">Reads a success; null if it is not what it should be.</param>
    /// <param name="cancellationToken">Ends the call before its patience is over.</param>
    /// <param name="judge">What a refusal means to this call; null if no more than to any other.</param>
    internal async Task<OssOutcome<T>> SendAsync<T>(
        OssCall call, Func<HttpResponseMessage, CancellationToken, Task<T?>> read, CancellationToken cancellationToken, Func<OssFault, OssOutcome<T>?>? judge = null)
    {
        switch (await _credentials.GetAsync(CallLife, cancellationToken))
        {
            case CredentialsOutcome.Available(var credentials, _):
                using (var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
                {
                    limit.CancelAfter(call.Patience);
                    try
                    {
                        using var request = call.Sign(Address, credentials, _time.GetUtcNow());
                        using var response = await _http.CreateClient(HttpClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
                        return await JudgeAsync(call, response, read, judge, limit.Token);
                    }
                    catch (Exception exception) when (exception is HttpRequestException or IOException)
                    {
                        return new OssOutcome<T>.Unavailable($"{call.Method} failed: {exception.Message}");
                    }
                    catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                    {
                        return new OssOutcome<T>.Unavailable($"{call.Method} failed: no answer within {call.Patience.TotalSeconds} seconds");
                    }
                }

            case CredentialsOutcome.Unavailable(var reason, _):
                return new OssOutcome<T>.Unavailable(reason);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<OssOutcome<T>> JudgeAsync<T>(
        OssCall call, HttpResponseMessage response, Func<HttpResponseMessage, CancellationToken, Task<T?>> read, Func<OssFault, OssOutcome<T>?>? judge, CancellationToken cancellationToken)
    {
        // The length that HeadObject tells is the object's.
        if (call.Method != HttpMethod.Head && !(call.IsStreamed && response.IsSuccessStatusCode))
            await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, cancellationToken);
        if (response.IsSuccessStatusCode && await read(response, cancellationToken) is { } value)
            return new OssOutcome<T>.Done(value);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return new OssOutcome<T>.Missing();
        var fault = await OssFault.ReadAsync(response, _time.GetUtcNow(), cancellationToken);
        return judge?.Invoke(fault)
            ?? (response.StatusCode == HttpStatusCode.Forbidden ? new OssOutcome<T>.Forbidden(fault.ToString()) : new OssOutcome<T>.Unavailable(fault.ToString()));
    }

    private static ObjectHead? ReadHead(HttpResponseMessage response) =>
        response.Content.Headers.ContentLength is { } size && Header(response, "ETag") is { } etag
            ? new ObjectHead(
                size,
                etag.Trim('"'),
                response.Content.Headers.ContentType?.ToString() ?? "",
                Header(response, "x-oss-hash-crc64ecma"),
                response.Content.Headers.ContentEncoding.FirstOrDefault(),
                Header(response, TicketMetadata),
                response.Content.Headers.LastModified)
            : null;

    // Whoever does not know ranges sends everything; what is not read is never fetched.
    private static async Task<ObjectStart?> ReadStartAsync(HttpResponseMessage response, int count, CancellationToken cancellationToken)
    {
        if (Header(response, "ETag") is not { } etag || (response.Content.Headers.ContentRange?.From ?? 0) != 0)
            return null;
        var bytes = new byte[count];
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var read = await body.ReadAtLeastAsync(bytes, count, throwOnEndOfStream: false, cancellationToken);
        return read == count ? new ObjectStart(bytes, etag.Trim('"')) : null;
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
