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

    private static readonly Dictionary<string, string?> NoQuery = [];

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
        await SendAsync(HttpMethod.Head, key, NoQuery, ReadHead, cancellationToken);

    /// <inheritdoc/>
    public async Task<OssOutcome<bool>> DeleteAsync(string key, CancellationToken cancellationToken) =>
        await SendAsync(HttpMethod.Delete, key, NoQuery, _ => true, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> BucketAnswersAsync(CancellationToken cancellationToken) =>
        await SendAsync(HttpMethod.Get, "", new() { ["list-type"] = "2", ["max-keys"] = "1" }, _ => true, cancellationToken) is OssOutcome<bool>.Done or OssOutcome<bool>.Forbidden;

    /// <summary>GetBucketVersioning: whether the bucket keeps versions, or kept them once.</summary>
    public async Task<OssOutcome<bool?>> KeepsVersionsAsync(CancellationToken cancellationToken) => await SendAsync<bool?>(
        HttpMethod.Get, "", new() { ["versioning"] = null }, async (response, token) => (await response.Content.ReadAsStringAsync(token)).Contains("<Status>", StringComparison.Ordinal), cancellationToken);

    /// <inheritdoc/>
    public async Task<OssOutcome<ObjectPage>> ListAsync(string prefix, string? continuationToken, CancellationToken cancellationToken)
    {
        var query = new Dictionary<string, string?> { ["list-type"] = "2", ["max-keys"] = "1000", ["encoding-type"] = "url", ["prefix"] = prefix };
        if (continuationToken is not null)
            query["continuation-token"] = continuationToken;
        return await SendAsync(HttpMethod.Get, "", query, async (response, token) => ObjectPage.Read(await response.Content.ReadAsStringAsync(token)), cancellationToken);
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
        var text = string.Join('&', signed.Select(pair => $"{RequestSignatureV4.Encode(pair.Key)}={RequestSignatureV4.Encode(pair.Value)}"));
        return new OssOutcome<string>.Done($"{Address.PublicUrl(key)}?{text}");
    }

    private Task<OssOutcome<T>> SendAsync<T>(
        HttpMethod method, string key, Dictionary<string, string?> query, Func<HttpResponseMessage, T?> read, CancellationToken cancellationToken) =>
        SendAsync(method, key, query, (response, _) => Task.FromResult(read(response)), cancellationToken);

    private async Task<OssOutcome<T>> SendAsync<T>(
        HttpMethod method, string key, Dictionary<string, string?> query, Func<HttpResponseMessage, CancellationToken, Task<T?>> read, CancellationToken cancellationToken)
    {
        switch (await _credentials.GetAsync(CallLife, cancellationToken))
        {
            case CredentialsOutcome.Available(var credentials, _):
                try
                {
                    using var request = Sign(method, key, query, credentials);
                    using var response = await _http.CreateClient(HttpClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                    return await JudgeAsync(response, read, cancellationToken);
                }
                catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
                {
                    return new OssOutcome<T>.Unavailable($"{method} failed: {exception.Message}");
                }

            case CredentialsOutcome.Unavailable(var reason, _):
                return new OssOutcome<T>.Unavailable(reason);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<OssOutcome<T>> JudgeAsync<T>(
        HttpResponseMessage response, Func<HttpResponseMessage, CancellationToken, Task<T?>> read, CancellationToken cancellationToken)
    {
        // The length that HeadObject tells is the object's.
        if (response.RequestMessage?.Method != HttpMethod.Head)
            await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, cancellationToken);
        if (response.IsSuccessStatusCode && await read(response, cancellationToken) is { } value)
            return new OssOutcome<T>.Done(value);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return new OssOutcome<T>.Missing();
        var fault = await OssFault.ReadAsync(response, _time.GetUtcNow(), cancellationToken);
        return response.StatusCode == HttpStatusCode.Forbidden ? new OssOutcome<T>.Forbidden(fault.ToString()) : new OssOutcome<T>.Unavailable(fault.ToString());
    }

    private HttpRequestMessage Sign(HttpMethod method, string key, Dictionary<string, string?> query, OssCredentials credentials)
    {
        var now = _time.GetUtcNow();
        var headers = new Dictionary<string, string>
        {
            ["x-oss-date"] = PostSignatureV4.Date(now),
            ["x-oss-content-sha256"] = "UNSIGNED-PAYLOAD",
        };
        if (credentials.SecurityToken is { } token)
            headers["x-oss-security-token"] = token;

        var signing = new SigningRequest(method.Method, Address.Bucket, key, headers, query, []);
        var parameters = string.Join('&', query.Select(pair =>
            pair.Value is null ? RequestSignatureV4.Encode(pair.Key) : $"{RequestSignatureV4.Encode(pair.Key)}={RequestSignatureV4.Encode(pair.Value)}"));
        var url = Address.InternalUrl(key) + (parameters.Length == 0 ? "" : $"?{parameters}");
        // As it was signed: the framework would take "../" in a key for a way up.
        var request = new HttpRequestMessage(method, new Uri(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.TryAddWithoutValidation("Authorization", RequestSignatureV4.AuthorizationHeader(signing, credentials, Address.Region, now));
        return request;
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

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
