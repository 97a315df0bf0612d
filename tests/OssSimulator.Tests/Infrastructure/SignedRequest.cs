using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OssSimulator.Tests.Infrastructure;

/// <summary>A request for one object, signed in a header or in its query until a test breaks one thing.</summary>
internal sealed class SignedRequest(HttpMethod method, string key)
{
    public string Bucket { get; set; } = SimulatorOptions.DefaultBucket;

    public string KeyId { get; set; } = SimulatorOptions.DefaultAccessKeyId;

    public string Secret { get; set; } = SimulatorOptions.DefaultAccessKeySecret;

    public string Region { get; set; } = "cn-hangzhou";

    public string? Token { get; set; }

    public DateTimeOffset SignedAt { get; set; } = RunningSimulator.Start;

    /// <summary>Seconds; with it the signature goes into the query.</summary>
    public int? Expires { get; set; }

    public bool VirtualHosted { get; set; }

    public bool SignHost { get; set; }

    /// <summary>The verb to sign, if it is not the one to send.</summary>
    public HttpMethod? SignedMethod { get; set; }

    public SortedDictionary<string, string> Query { get; } = new(StringComparer.Ordinal);

    public string? Range { get; set; }

    public string? IfNoneMatch { get; set; }

    public HttpRequestMessage Build(Uri origin)
    {
        var date = SignedAt.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{date[..8]}/{Region}/oss/aliyun_v4_request";
        var host = VirtualHosted ? $"{Bucket}.localhost:{origin.Port}" : origin.Authority;
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (SignHost) headers["host"] = host;
        if (Expires is { } seconds)
        {
            Query["x-oss-signature-version"] = "OSS4-HMAC-SHA256";
            Query["x-oss-credential"] = $"{KeyId}/{scope}";
            Query["x-oss-date"] = date;
            Query["x-oss-expires"] = seconds.ToString(CultureInfo.InvariantCulture);
            if (Token is not null) Query["x-oss-security-token"] = Token;
            if (SignHost) Query["x-oss-additional-headers"] = "host";
        }
        else
        {
            headers["x-oss-date"] = date;
            headers["x-oss-content-sha256"] = "UNSIGNED-PAYLOAD";
            if (Token is not null) headers["x-oss-security-token"] = Token;
        }

        var signature = Sign(date, scope, headers);
        if (Expires is not null) Query["x-oss-signature"] = signature;

        var path = (VirtualHosted ? "" : "/" + Bucket) + "/" + EncodedKey;
        var request = new HttpRequestMessage(method, new Uri(origin, path + (Query.Count == 0 ? "" : "?" + EncodedQuery)));
        request.Headers.Host = host;
        foreach (var (name, value) in headers.Where(header => header.Key != "host")) request.Headers.TryAddWithoutValidation(name, value);
        if (Range is not null) request.Headers.TryAddWithoutValidation("Range", Range);
        if (IfNoneMatch is not null) request.Headers.TryAddWithoutValidation("If-None-Match", IfNoneMatch);
        if (Expires is null)
        {
            var additional = SignHost ? "AdditionalHeaders=host," : "";
            request.Headers.TryAddWithoutValidation("Authorization", $"OSS4-HMAC-SHA256 Credential={KeyId}/{scope},{additional}Signature={signature}");
        }

        return request;
    }

    private string EncodedKey => string.Join('/', key.Split('/').Select(Uri.EscapeDataString));

    private string EncodedQuery => string.Join('&', Query.Select(pair =>
        pair.Value.Length == 0 ? Uri.EscapeDataString(pair.Key) : $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));

    private string Sign(string date, string scope, SortedDictionary<string, string> headers)
    {
        var block = string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n"));
        var canonical = $"{SignedMethod ?? method}\n/{Bucket}/{EncodedKey}\n{EncodedQuery}\n{block}\n{(SignHost ? "host" : "")}\nUNSIGNED-PAYLOAD";
        var text = $"OSS4-HMAC-SHA256\n{date}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var secret = Encoding.UTF8.GetBytes("aliyun_v4" + Secret);
        foreach (var step in scope.Split('/').Append(text)) secret = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(step));
        return Convert.ToHexStringLower(secret);
    }
}
