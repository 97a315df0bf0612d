using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace OssSimulator.Tests.Infrastructure;

/// <summary>An AssumeRole call that is right in every respect until a test breaks one thing. Signs by itself, from the protocol's description.</summary>
internal sealed class SignedCall
{
    public string KeyId { get; set; } = SimulatorOptions.DefaultAccessKeyId;

    public string Secret { get; set; } = SimulatorOptions.DefaultAccessKeySecret;

    public string? Token { get; set; }

    public HttpMethod Method { get; set; } = HttpMethod.Post;

    public string Action { get; set; } = "AssumeRole";

    public string Version { get; set; } = "2015-04-01";

    public DateTimeOffset SignedAt { get; set; } = RunningSimulator.Start;

    public string Nonce { get; set; } = Guid.NewGuid().ToString("N");

    public SortedDictionary<string, string> Parameters { get; } = new(StringComparer.Ordinal)
    {
        ["RoleArn"] = SimulatorOptions.DefaultRoleArn,
        ["RoleSessionName"] = "gateway",
    };

    /// <summary>Parameters in a form body instead of the query.</summary>
    public bool InForm { get; set; }

    public string FormType { get; set; } = "application/x-www-form-urlencoded";

    /// <summary>What is signed, if it is not what is sent.</summary>
    public string? SignedBody { get; set; }

    /// <summary>What the header's hash is of, if not of what is signed.</summary>
    public string? ClaimedBody { get; set; }

    /// <summary>Headers sent but left out of the signature.</summary>
    public HashSet<string> Unsigned { get; } = [];

    /// <summary>Headers left out after signing.</summary>
    public HashSet<string> Without { get; } = [];

    /// <summary>Values to put in place of the right ones after signing.</summary>
    public Dictionary<string, string> Tampered { get; } = [];

    public SignedCall With(string parameter, string value)
    {
        Parameters[parameter] = value;
        return this;
    }

    public HttpRequestMessage Build(Uri origin)
    {
        var text = string.Join('&', Parameters.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        var (query, body) = InForm ? ("", text) : (text, "");
        var headers = Headers(origin.Authority, body);
        var signed = headers.Keys.Except(Unsigned).ToList();
        var names = string.Join(';', signed);
        var block = string.Concat(signed.Select(name => $"{name}:{headers[name]}\n"));
        var canonical = $"{Method}\n/\n{query}\n{block}\n{names}\n{Hash(SignedBody ?? body)}";
        var signature = Hex(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"ACS3-HMAC-SHA256\n{Hash(canonical)}")));
        headers["Authorization"] = $"ACS3-HMAC-SHA256 Credential={KeyId},SignedHeaders={names},Signature={signature}";

        var request = new HttpRequestMessage(Method, new Uri(origin, query.Length == 0 ? "/" : "/?" + query));
        if (InForm)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(FormType);
        }

        foreach (var (name, value) in headers)
        {
            if (name is "host" or "content-type" || Without.Contains(name)) continue;
            request.Headers.TryAddWithoutValidation(name, Tampered.GetValueOrDefault(name, value));
        }

        return request;
    }

    private SortedDictionary<string, string> Headers(string host, string body)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = host,
            ["x-acs-action"] = Action,
            ["x-acs-version"] = Version,
            ["x-acs-date"] = SignedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["x-acs-signature-nonce"] = Nonce,
            ["x-acs-content-sha256"] = Hash(ClaimedBody ?? SignedBody ?? body),
        };
        if (InForm) headers["content-type"] = FormType;
        if (Token is not null) headers["x-acs-security-token"] = Token;
        return headers;
    }

    private static string Hash(string text) => Hex(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
