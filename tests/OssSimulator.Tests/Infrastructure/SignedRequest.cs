using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OssSimulator.Tests.Infrastructure;

/// <summary>A request, signed in a header or in its query until a test breaks one thing.</summary>
internal sealed class SignedRequest(HttpMethod method, string key)
{
    /// <summary>What a V1 signature covers of a query, as far as tests send it.</summary>
    private static readonly string[] SubResources =
        ["callback", "callback-var", "continuation-token", "partNumber", "response-content-type", "security-token", "uploadId", "uploads"];

    public string Bucket { get; set; } = SimulatorOptions.DefaultBucket;

    public string KeyId { get; set; } = SimulatorOptions.DefaultAccessKeyId;

    public string Secret { get; set; } = SimulatorOptions.DefaultAccessKeySecret;

    public string Region { get; set; } = "cn-hangzhou";

    public string? Token { get; set; }

    public DateTimeOffset SignedAt { get; set; } = RunningSimulator.Start;

    /// <summary>Seconds; with it the signature goes into the query.</summary>
    public int? Expires { get; set; }

    public bool IsV1 { get; set; }

    public bool VirtualHosted { get; set; }

    public bool SignHost { get; set; }

    /// <summary>The verb to sign, if it is not the one to send.</summary>
    public HttpMethod? SignedMethod { get; set; }

    public SortedDictionary<string, string> Query { get; } = new(StringComparer.Ordinal);

    /// <summary>Sent, and signed if they are of the kind that always is, or additional ones. Names in lower case.</summary>
    public SortedDictionary<string, string> Headers { get; } = new(StringComparer.Ordinal);

    public List<string> AdditionalHeaders { get; } = [];

    public byte[]? Body { get; set; }

    public string? Range { get; set; }

    public string? IfNoneMatch { get; set; }

    public SignedRequest With(string header, string value)
    {
        Headers[header] = value;
        return this;
    }

    public SignedRequest Asking(string parameter, string value = "")
    {
        Query[parameter] = value;
        return this;
    }

    public SignedRequest As(AccessKey signer)
    {
        (KeyId, Secret, Token) = (signer.Id, signer.Secret, signer.SecurityToken);
        return this;
    }

    public HttpRequestMessage Build(Uri origin)
    {
        var host = VirtualHosted ? $"{Bucket}.localhost:{origin.Port}" : origin.Authority;
        var headers = new SortedDictionary<string, string>(Headers, StringComparer.Ordinal);
        if (IsV1) SignV1(headers);
        else SignV4(headers, host);

        var path = (VirtualHosted ? "" : "/" + Bucket) + "/" + EncodedKey;
        var request = new HttpRequestMessage(method, new Uri(origin, path + (Query.Count == 0 ? "" : "?" + EncodedQuery)));
        request.Headers.Host = host;
        if (Body is not null) request.Content = new ByteArrayContent(Body);
        foreach (var (name, value) in headers)
        {
            if (name is "content-length") continue;
            if (!request.Headers.TryAddWithoutValidation(name, value)) (request.Content ??= new ByteArrayContent([])).Headers.TryAddWithoutValidation(name, value);
        }

        if (Range is not null) request.Headers.TryAddWithoutValidation("Range", Range);
        if (IfNoneMatch is not null) request.Headers.TryAddWithoutValidation("If-None-Match", IfNoneMatch);
        return request;
    }

    private string EncodedKey => string.Join('/', key.Split('/').Select(Uri.EscapeDataString));

    private string EncodedQuery => string.Join('&', Query.Select(pair =>
        pair.Value.Length == 0 ? Uri.EscapeDataString(pair.Key) : $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));

    private void SignV4(SortedDictionary<string, string> headers, string host)
    {
        var date = SignedAt.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{date[..8]}/{Region}/oss/aliyun_v4_request";
        List<string> additional = [.. AdditionalHeaders, .. SignHost ? ["host"] : Array.Empty<string>()];
        additional.Sort(StringComparer.Ordinal);
        var names = string.Join(';', additional);
        if (Expires is { } seconds)
        {
            Query["x-oss-signature-version"] = "OSS4-HMAC-SHA256";
            Query["x-oss-credential"] = $"{KeyId}/{scope}";
            Query["x-oss-date"] = date;
            Query["x-oss-expires"] = seconds.ToString(CultureInfo.InvariantCulture);
            if (Token is not null) Query["x-oss-security-token"] = Token;
            if (names.Length > 0) Query["x-oss-additional-headers"] = names;
        }
        else
        {
            headers["x-oss-date"] = date;
            headers["x-oss-content-sha256"] = "UNSIGNED-PAYLOAD";
            if (Token is not null) headers["x-oss-security-token"] = Token;
        }

        var signed = new SortedDictionary<string, string>(headers, StringComparer.Ordinal);
        if (SignHost) signed["host"] = host;
        foreach (var name in signed.Keys.Where(name => !IsAlwaysSigned(name) && !additional.Contains(name)).ToList()) signed.Remove(name);
        var block = string.Concat(signed.Select(header => $"{header.Key}:{header.Value}\n"));
        var canonical = $"{SignedMethod ?? method}\n/{Bucket}/{EncodedKey}\n{EncodedQuery}\n{block}\n{names}\nUNSIGNED-PAYLOAD";
        var text = $"OSS4-HMAC-SHA256\n{date}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var secret = Encoding.UTF8.GetBytes("aliyun_v4" + Secret);
        foreach (var step in scope.Split('/').Append(text)) secret = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(step));

        var signature = Convert.ToHexStringLower(secret);
        if (Expires is not null) Query["x-oss-signature"] = signature;
        else headers["authorization"] = $"OSS4-HMAC-SHA256 Credential={KeyId}/{scope},{(names.Length == 0 ? "" : $"AdditionalHeaders={names},")}Signature={signature}";
    }

    private void SignV1(SortedDictionary<string, string> headers)
    {
        string time;
        if (Expires is { } seconds)
        {
            time = SignedAt.AddSeconds(seconds).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            if (Token is not null) Query["security-token"] = Token;
        }
        else
        {
            time = headers.GetValueOrDefault("x-oss-date") ?? SignedAt.ToString("R", CultureInfo.InvariantCulture);
            headers["date"] = time;
            if (Token is not null) headers["x-oss-security-token"] = Token;
        }

        var block = string.Concat(headers.Where(header => header.Key.StartsWith("x-oss-", StringComparison.Ordinal)).Select(header => $"{header.Key}:{header.Value}\n"));
        var resources = Query.Where(pair => SubResources.Contains(pair.Key)).Select(pair => pair.Value.Length == 0 ? pair.Key : $"{pair.Key}={pair.Value}").ToList();
        var resource = $"/{Bucket}/{key}{(resources.Count == 0 ? "" : "?")}{string.Join('&', resources)}";
        var text = $"{SignedMethod ?? method}\n{headers.GetValueOrDefault("content-md5")}\n{headers.GetValueOrDefault("content-type")}\n{time}\n{block}{resource}";
        var signature = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(text)));
        if (Expires is null)
        {
            headers["authorization"] = $"OSS {KeyId}:{signature}";
            return;
        }

        Query["OSSAccessKeyId"] = KeyId;
        Query["Expires"] = time;
        Query["Signature"] = signature;
    }

    private static bool IsAlwaysSigned(string name) => name is "content-type" or "content-md5" || name.StartsWith("x-oss-", StringComparison.Ordinal);
}
