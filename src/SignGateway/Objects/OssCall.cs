using SignGateway.Protocol.Policies;
using SignGateway.Protocol.Requests;
using SignGateway.Protocol.Values;

namespace SignGateway.Objects;

/// <summary>One call of the gateway's own to OSS.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Key">The object's key; empty for the bucket itself.</param>
internal sealed record OssCall(HttpMethod Method, string Key)
{
    /// <summary>Parameters; null is written as the bare name.</summary>
    public Dictionary<string, string?> Query { get; init; } = [];

    /// <summary>Headers beside those of the signature.</summary>
    public Dictionary<string, string> Headers { get; init; } = [];

    public byte[]? Body { get; init; }

    /// <summary>How long the call and its one more attempt may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Whether a success is read as it comes, as far as the reader wants, and not held as a whole.</summary>
    public bool IsStreamed { get; init; }

    /// <summary>A question to the bucket.</summary>
    public static OssCall List(Dictionary<string, string?> query) => new(HttpMethod.Get, "") { Query = query };

    /// <summary>The request as it goes out, signed with V4.</summary>
    public HttpRequestMessage Sign(OssAddress address, OssCredentials credentials, DateTimeOffset now)
    {
        var headers = new Dictionary<string, string>(Headers)
        {
            ["x-oss-date"] = PostSignatureV4.Date(now),
            ["x-oss-content-sha256"] = "UNSIGNED-PAYLOAD",
        };
        if (credentials.SecurityToken is { } token)
            headers["x-oss-security-token"] = token;

        var signing = new SigningRequest(Method.Method, address.Bucket, Key, headers, Query, []);
        var parameters = string.Join('&', Query.Select(pair =>
            pair.Value is null ? RequestSignatureV4.Encode(pair.Key) : $"{RequestSignatureV4.Encode(pair.Key)}={RequestSignatureV4.Encode(pair.Value)}"));
        var url = address.InternalUrl(Key) + (parameters.Length == 0 ? "" : $"?{parameters}");
        // As it was signed: the framework would take "../" in a key for a way up.
        var request = new HttpRequestMessage(Method, new Uri(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (Body is not null)
            request.Content = new ByteArrayContent(Body);
        foreach (var (name, value) in headers)
            Add(request, name, value);
        request.Headers.TryAddWithoutValidation("Authorization", RequestSignatureV4.AuthorizationHeader(signing, credentials, address.Region, now));
        return request;
    }

    // Some headers are the content's, to the framework; which of them, only it knows.
    private static void Add(HttpRequestMessage request, string name, string value)
    {
        if (!request.Headers.TryAddWithoutValidation(name, value) && request.Content?.Headers.TryAddWithoutValidation(name, value) != true)
            throw new InvalidOperationException($"The header {name} needs a body.");
    }
}
