using System.Text.Json.Nodes;
using SignGateway.Protocol.Policies;
using SignGateway.Protocol.Requests;
using SignGateway.Protocol.Values;

namespace SignGateway.Host.Tests.Infrastructure;

/// <summary>What any SDK of storage does with the credentials of a grant: signs requests of its own.</summary>
public sealed class SdkClient(JsonNode grant)
{
    private static readonly HttpClient Http = new();

    private readonly JsonNode _sdk = grant["sdk"]!;

    /// <summary>Puts an object as the grant's headers say, or as a test changes them.</summary>
    public Task<(int Status, string Body)> PutAsync(byte[] file, string? key = null, Func<Dictionary<string, string>, Dictionary<string, string>>? change = null)
    {
        var headers = grant["headers"]!.AsObject().ToDictionary(header => header.Key, header => (string)header.Value!);
        return SendAsync(HttpMethod.Put, key, file, change is null ? headers : change(headers));
    }

    /// <summary>Any request for the grant's key, or another.</summary>
    public async Task<(int Status, string Body)> SendAsync(HttpMethod method, string? key = null, byte[]? content = null, Dictionary<string, string>? headers = null)
    {
        key ??= (string)_sdk["key"]!;
        var now = DateTimeOffset.UtcNow;
        var credentials = new OssCredentials((string)_sdk["accessKeyId"]!, (string)_sdk["accessKeySecret"]!, (string)_sdk["securityToken"]!);
        var all = new Dictionary<string, string>(headers ?? [])
        {
            ["x-oss-date"] = PostSignatureV4.Date(now),
            ["x-oss-content-sha256"] = "UNSIGNED-PAYLOAD",
            ["x-oss-security-token"] = credentials.SecurityToken!,
        };
        var signing = new SigningRequest(method.Method, (string)_sdk["bucket"]!, key, all, new Dictionary<string, string?>(), []);
        // Path style, as the test's storage has it.
        using var request = new HttpRequestMessage(method, new Uri($"{_sdk["endpoint"]}/{_sdk["bucket"]}/{RequestSignatureV4.EncodePath(key)}"));
        request.Headers.TryAddWithoutValidation("Authorization", RequestSignatureV4.AuthorizationHeader(signing, credentials, (string)_sdk["region"]!, now));
        if (content is not null)
            request.Content = new ByteArrayContent(content);
        foreach (var (name, value) in all)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
