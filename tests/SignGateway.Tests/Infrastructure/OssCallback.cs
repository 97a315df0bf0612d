using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SignGateway.Tests.Infrastructure;

/// <summary>
/// A callback as OSS makes it from a grant: valid as it stands, so that a test can break one thing of it.
/// It reads the template from the grant's <c>callback</c> and fills it in, as oss-protocol B.5 says.
/// </summary>
internal sealed partial class OssCallback
{
    public const string KeyOrigin = "https://keys.example.com";

    private static readonly RSA Key = Load(TestKeys.PrivatePem);
    private readonly JsonObject _parameters;

    public OssCallback(JsonObject grant)
    {
        var parts = new GrantParts(grant);
        _parameters = JsonNode.Parse(Convert.FromBase64String(parts.Callback))!.AsObject();
        Template = (string)_parameters["callbackBody"]!;
        ContentType = (string?)_parameters["callbackBodyType"] ?? "application/x-www-form-urlencoded";
        Target = new Uri(((string)_parameters["callbackUrl"]!).Split(';')[0]).PathAndQuery;
        Values = new Dictionary<string, JsonNode?>
        {
            ["bucket"] = (string)grant["bucket"]!,
            ["object"] = (string)grant["key"]!,
            ["etag"] = "5B3C1A2E053D763E1B002CC607C5A0FE",
            ["size"] = 48213,
            ["mimeType"] = parts.ContentType,
            ["crc64"] = "12345678901234567890",
            ["reqId"] = "65F2C1A0B1C2D3E4F5060708",
            ["operation"] = "PostObject",
            ["imageInfo.width"] = 640,
            ["imageInfo.height"] = 480,
            ["imageInfo.format"] = "png",
        };
        foreach (var (name, value) in parts.Vars)
            Values[name] = value;
    }

    /// <summary>The callback of an object that a page put into a prefix grant's directory.</summary>
    public static OssCallback Under(JsonObject prefixGrant, string name, string type) => new(FormOf(prefixGrant, name, type));

    /// <summary>What such a page posts, as a grant has it.</summary>
    public static JsonObject FormOf(JsonObject prefixGrant, string name, string type) => new()
    {
        ["bucket"] = "example-bucket",
        ["key"] = $"{prefixGrant["dir"]}{name}",
        ["fields"] = new JsonObject { ["callback"] = (string)prefixGrant["callback"]!, ["x-oss-content-type"] = type, ["x-oss-meta-upload-ticket"] = "" },
    };

    public static string PublicKey => TestKeys.PublicPem;

    /// <summary>The template of the body; its constants are what the grant put there.</summary>
    public string Template { get; set; }

    /// <summary>What OSS would put in for each <c>${name}</c>.</summary>
    public Dictionary<string, JsonNode?> Values { get; }

    public string ContentType { get; set; }

    public string Target { get; set; }

    public string KeyUrl { get; set; } = $"{KeyOrigin}/callback_pub_key_v1.pem";

    public bool IsJson => ContentType == "application/json";

    /// <summary>The body as OSS sends it.</summary>
    public string Body => Variable().Replace(Template, match => Write(Values.GetValueOrDefault(match.Groups[1].Value)));

    /// <summary>A callback whose body is what the test says, still properly signed.</summary>
    public HttpRequestMessage Request(byte[] body)
    {
        var path = Target.Split('?')[0];
        byte[] text = [.. Encoding.UTF8.GetBytes(Uri.UnescapeDataString(path) + Target[path.Length..] + "\n"), .. body];
        var request = new HttpRequestMessage(HttpMethod.Post, Target) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        request.Headers.TryAddWithoutValidation("Authorization", Convert.ToBase64String(Key.SignData(text, HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1)));
        request.Headers.TryAddWithoutValidation("x-oss-pub-key-url", Convert.ToBase64String(Encoding.ASCII.GetBytes(KeyUrl)));
        request.Headers.TryAddWithoutValidation("x-oss-request-id", "65F2C1A0B1C2D3E4F5060708");
        return request;
    }

    public HttpRequestMessage Request() => Request(Encoding.UTF8.GetBytes(Body));

    public Task<(HttpStatusCode Status, JsonObject Body)> SendAsync(TestGateway gateway) => SendAsync(gateway, Request());

    public Task<(HttpStatusCode Status, JsonObject Body)> SendAsync(TestGateway gateway, string body) => SendAsync(gateway, Request(Encoding.UTF8.GetBytes(body)));

    public static async Task<(HttpStatusCode Status, JsonObject Body)> SendAsync(TestGateway gateway, HttpRequestMessage request)
    {
        using var sent = request;
        using var response = await gateway.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (response.Content.Headers.ContentLength != Encoding.UTF8.GetByteCount(text) || response.Headers.TransferEncodingChunked == true)
            throw new InvalidOperationException("An answer to OSS has a Content-Length and is never chunked.");
        return (response.StatusCode, JsonNode.Parse(text)!.AsObject());
    }

    private string Write(JsonNode? value)
    {
        if (IsJson)
            return value?.ToJsonString() ?? "";
        return value is null ? "" : Uri.EscapeDataString(value.ToString());
    }

    private static RSA Load(string pem)
    {
        var key = RSA.Create();
        key.ImportFromPem(pem);
        return key;
    }

    [GeneratedRegex(@"\$\{([a-zA-Z0-9_.:]+)\}")]
    private static partial Regex Variable();
}
