using SignGateway.Protocol.Requests;
using SignGateway.Objects;

namespace SignGateway.Doctor.Oss;

/// <summary>Asks a bucket as a browser does for a page of another origin. The rules themselves are not read: the right to do so is nobody's that uploads.</summary>
internal sealed class AskCors(AskOss ask)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // Those of a PUT grant. A form has none that a browser asks about.
    private static readonly string[] PutHeaders =
        ["cache-control", "content-disposition", "content-type", "x-oss-callback", "x-oss-forbid-overwrite", OssClient.TicketMetadata, "x-oss-object-acl", "x-oss-storage-class"];

    /// <summary>What a browser asks before it uploads.</summary>
    public async Task<OssReply> PreflightAsync(OssAddress address, string origin, HttpMethod method, string key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, UrlOf(address, method, key));
        request.Headers.TryAddWithoutValidation("Origin", origin);
        request.Headers.TryAddWithoutValidation("Access-Control-Request-Method", method.Method);
        if (method == HttpMethod.Put)
            request.Headers.TryAddWithoutValidation("Access-Control-Request-Headers", string.Join(',', PutHeaders));
        return await ask.SendAsync(request, Patience, cancellationToken);
    }

    /// <summary>An upload of the method itself that must be refused, for what its answer lets a page read: a rule is looked up by the method, so no other would tell.</summary>
    public async Task<OssReply> UploadAsync(OssAddress address, string origin, HttpMethod method, string key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, UrlOf(address, method, key));
        request.Headers.TryAddWithoutValidation("Origin", origin);
        // Signed by nobody: refused also where the bucket is open to everybody.
        request.Headers.TryAddWithoutValidation("Authorization", "OSS signgateway-doctor:none");
        request.Content = new ByteArrayContent([]);
        return await ask.SendAsync(request, Patience, cancellationToken);
    }

    private static string UrlOf(OssAddress address, HttpMethod method, string key) =>
        method == HttpMethod.Post ? address.PostUrl : address.PostUrl + RequestSignatureV4.EncodePath(key);
}
