using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SignGateway.Protocol.Policies;
using SignGateway.Protocol.Values;

namespace SignGateway.Protocol.Requests;

/// <summary>V4 signatures of requests to OSS, in the Authorization header or in the query.</summary>
public static class RequestSignatureV4
{
    private const string UnsignedPayload = "UNSIGNED-PAYLOAD";
    private static readonly TimeSpan MaxLife = TimeSpan.FromDays(7);

    /// <summary>The canonical request: verb, resource, query, headers, additional headers, payload hash.</summary>
    public static string CanonicalRequest(SigningRequest request)
    {
        var additional = request.AdditionalHeaders.Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal).ToList();
        var headers = request.Headers
            .Select(header => (Name: header.Key.ToLowerInvariant(), Value: header.Value.Trim()))
            .Where(header => header.Name is "content-type" or "content-md5" || header.Name.StartsWith("x-oss-", StringComparison.Ordinal) || additional.Contains(header.Name))
            .OrderBy(header => header.Name, StringComparer.Ordinal)
            .ToList();
        var payload = headers.FirstOrDefault(header => header.Name == "x-oss-content-sha256").Value ?? UnsignedPayload;
        var query = request.Query
            .Select(parameter => (Name: Encode(parameter.Key), Value: parameter.Value))
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
            .Select(parameter => string.IsNullOrEmpty(parameter.Value) ? parameter.Name : $"{parameter.Name}={Encode(parameter.Value)}");
        return string.Join('\n',
            request.Method,
            $"/{Encode(request.Bucket)}/{EncodePath(request.ObjectKey ?? "")}",
            string.Join('&', query),
            string.Concat(headers.Select(header => $"{header.Name}:{header.Value}\n")),
            string.Join(';', additional),
            payload);
    }

    /// <summary>The string to sign over a canonical request.</summary>
    public static string StringToSign(string canonicalRequest, string region, DateTimeOffset time) => string.Join('\n',
        PostSignatureV4.Algorithm,
        PostSignatureV4.Date(time),
        SigningKeyV4.Scope(time, region),
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalRequest))));

    /// <summary>
    /// The value of the Authorization header. The request must carry <c>x-oss-date</c> and <c>x-oss-content-sha256</c>,
    /// and <c>x-oss-security-token</c> with temporary credentials.
    /// </summary>
    public static string AuthorizationHeader(SigningRequest request, OssCredentials credentials, string region, DateTimeOffset time)
    {
        var additional = request.AdditionalHeaders.Count == 0
            ? ""
            : $"AdditionalHeaders={string.Join(';', request.AdditionalHeaders.Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal))},";
        return $"{PostSignatureV4.Algorithm} Credential={PostSignatureV4.Credential(credentials.AccessKeyId, time, region)},{additional}Signature={Sign(request, SigningKeyV4.Derive(credentials.AccessKeySecret, time, region), region, time)}";
    }

    /// <summary>Every query parameter of a presigned URL, the signature last.</summary>
    /// <param name="request">The request, without the signature's own parameters.</param>
    /// <param name="credentials">Who signs; the token of temporary ones becomes a parameter.</param>
    /// <param name="region">The bucket's region.</param>
    /// <param name="time">The time of signing.</param>
    /// <param name="expires">How long the URL works: whole seconds, at most seven days.</param>
    /// <exception cref="ArgumentOutOfRangeException">The life is under a second or over seven days.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> PresignedQuery(
        SigningRequest request, OssCredentials credentials, string region, DateTimeOffset time, TimeSpan expires) =>
        PresignedQuery(request, credentials, SigningKeyV4.Derive(credentials.AccessKeySecret, time, region), region, time, expires);

    /// <summary>The same with a signing key that was derived before, for many URLs at a time.</summary>
    /// <param name="request">The request, without the signature's own parameters.</param>
    /// <param name="credentials">Who signs; the token of temporary ones becomes a parameter.</param>
    /// <param name="signingKey">The key of these credentials for this day and region.</param>
    /// <param name="region">The bucket's region.</param>
    /// <param name="time">The time of signing.</param>
    /// <param name="expires">How long the URL works: whole seconds, at most seven days.</param>
    /// <exception cref="ArgumentOutOfRangeException">The life is under a second or over seven days.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> PresignedQuery(
        SigningRequest request, OssCredentials credentials, byte[] signingKey, string region, DateTimeOffset time, TimeSpan expires)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(expires, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(expires, MaxLife);

        var query = new SortedDictionary<string, string?>(request.Query.ToDictionary(), StringComparer.Ordinal)
        {
            ["x-oss-signature-version"] = PostSignatureV4.Algorithm,
            ["x-oss-credential"] = PostSignatureV4.Credential(credentials.AccessKeyId, time, region),
            ["x-oss-date"] = PostSignatureV4.Date(time),
            ["x-oss-expires"] = ((long)expires.TotalSeconds).ToString(CultureInfo.InvariantCulture),
        };
        if (credentials.SecurityToken is { } token)
            query["x-oss-security-token"] = token;
        if (request.AdditionalHeaders.Count > 0)
            query["x-oss-additional-headers"] = string.Join(';', request.AdditionalHeaders.Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal));

        var signature = Sign(request with { Query = query }, signingKey, region, time);
        return [.. query.Select(pair => new KeyValuePair<string, string>(pair.Key, pair.Value ?? "")), new("x-oss-signature", signature)];
    }

    /// <summary>Query parameters as a URL has them behind its question mark; one without a value is its bare name.</summary>
    public static string ToText(IEnumerable<KeyValuePair<string, string>> query) =>
        string.Join('&', query.Select(pair => string.IsNullOrEmpty(pair.Value) ? Encode(pair.Key) : $"{Encode(pair.Key)}={Encode(pair.Value)}"));

    /// <summary>Percent-encodes everything but unreserved characters (RFC 3986).</summary>
    public static string Encode(string text) => Uri.EscapeDataString(text);

    /// <summary>Percent-encodes a path, keeping its slashes.</summary>
    public static string EncodePath(string path) => Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal);

    private static string Sign(SigningRequest request, byte[] signingKey, string region, DateTimeOffset time) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(
            signingKey,
            Encoding.UTF8.GetBytes(StringToSign(CanonicalRequest(request), region, time))));
}
