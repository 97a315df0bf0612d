using System.Globalization;
using System.Security.Cryptography;
using SignGateway.Protocol.Requests;
using SignGateway.Protocol.Values;

namespace SignGateway.Credentials.Fetchers;

/// <summary>STS AssumeRole, signed by the caller's own key pair.</summary>
internal sealed class AssumeRole(
    CredentialOptions options, OssCredentials caller, SessionTerms terms, CredentialHttp http, TimeProvider time, RandomNumberGenerator random) : ICredentialFetcher
{
    public const string Action = "AssumeRole";

    private readonly Uri _endpoint = ServiceEndpoint.Parse(options.Endpoint, ServiceEndpoint.Sts)!;

    public async Task<FetchOutcome> FetchAsync(CancellationToken cancellationToken)
    {
        using var request = Sign(StsForm.Encode(Parameters()));
        return StsAnswer.Read(await http.SendAsync(CredentialHttp.StsClient, request, CredentialHttp.StsTime, cancellationToken), Action, time.GetUtcNow());
    }

    private IEnumerable<(string Name, string? Value)> Parameters() =>
    [
        ("RoleArn", options.RoleArn),
        ("RoleSessionName", terms.Name),
        ("DurationSeconds", terms.DurationSeconds.ToString(CultureInfo.InvariantCulture)),
        ("Policy", terms.Policy),
        ("ExternalId", options.ExternalId),
    ];

    private HttpRequestMessage Sign(byte[] form)
    {
        Span<byte> nonce = stackalloc byte[16];
        random.GetBytes(nonce);
        var headers = new Dictionary<string, string>
        {
            ["host"] = _endpoint.Authority,
            ["content-type"] = StsForm.ContentType,
            ["x-acs-action"] = Action,
            ["x-acs-version"] = StsForm.Version,
            ["x-acs-date"] = StsForm.Timestamp(time.GetUtcNow()),
            ["x-acs-signature-nonce"] = Convert.ToHexStringLower(nonce),
            ["x-acs-content-sha256"] = Convert.ToHexStringLower(SHA256.HashData(form)),
        };
        if (caller.SecurityToken is { } token)
            headers["x-acs-security-token"] = token;

        var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new ByteArrayContent(form) };
        request.Content.Headers.TryAddWithoutValidation("content-type", headers["content-type"]);
        foreach (var (name, value) in headers.Where(header => header.Key != "content-type"))
            request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.TryAddWithoutValidation("accept", "application/json");
        request.Headers.TryAddWithoutValidation("authorization", Acs3Signature.AuthorizationHeader(
            "POST", "/", new Dictionary<string, string>(), headers, caller.AccessKeyId, caller.AccessKeySecret));
        return request;
    }
}
