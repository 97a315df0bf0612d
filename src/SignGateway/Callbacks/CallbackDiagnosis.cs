using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using SignGateway.Protocol.Callbacks;

namespace SignGateway.Callbacks;

/// <summary>
/// Says why a callback was refused, as exactly as what arrived can tell: a forged one is told from a genuine one that a proxy broke. These are words for
/// the log and the admin page; the public answer is the same for all, and nothing here is made of what a caller wrote.
/// </summary>
internal static class CallbackDiagnosis
{
    /// <summary>The headers of the signature are not as OSS sends them.</summary>
    public static string OfHeaders(CallbackRequest request) => (request.Authorization.Count, request.PublicKeyUrl.Count) switch
    {
        (0, 0) => "there is neither an Authorization nor an x-oss-pub-key-url header: OSS did not send this, or a proxy takes both off",
        (0, _) => "the Authorization header is missing, though x-oss-pub-key-url is there: a proxy takes it off",
        (_, 0) => "the x-oss-pub-key-url header is missing, though Authorization is there: a proxy takes it off",
        ( > 1, _) or (_, > 1) => "the Authorization or the x-oss-pub-key-url header is there more than once",
        _ => "the Authorization or the x-oss-pub-key-url header is not Base64: OSS did not write it, or a proxy puts its own in its place",
    };

    /// <summary>The body did not come.</summary>
    public static string OfBody(CallbackRequest request, Exception failure) => (request.Transit.ExpectsContinue, failure) switch
    {
        (true, _) => "the body did not come after Expect: 100-continue: a proxy does not pass '100 Continue' on",
        (_, OperationCanceledException) => "the body did not come within the deadline",
        (_, IOException and not BadHttpRequestException) => "the connection ended before the body",
        _ => "the body did not come as its headers say",
    };

    /// <summary>The signature does not verify over any path that it should.</summary>
    public static string OfSignature(CallbackRequest request, CallbackPublicKey key, byte[] body, byte[] signature)
    {
        var transit = request.Transit;
        var (path, query) = CallbackSignedText.SplitTarget(request.RawTarget);
        if (transit.HasContentEncoding)
            return "the body came with a Content-Encoding, which OSS never sends: a proxy compresses requests";
        if (transit.ContentMd5 is { } digest && digest != Convert.ToBase64String(MD5.HashData(body)))
            return "the body is not the one that its Content-MD5 was made of: a proxy writes it anew, or somebody changed it";
        if (query.Length > 0 && request.Trace.Paths.Any(candidate => Verifies(candidate, "")))
            return "the signature verifies without the query that arrived: a proxy adds one";
        if (query.Length > 0)
            return "the request has a query, which no callback URL of ours has: a proxy rewrites it, or the callback is not for us";
        if (transit.ForwardedPrefix is { } prefix && Verifies(prefix.TrimEnd('/') + path, query))
            return "the signature verifies under the path that X-Forwarded-Prefix tells of: SignGateway:PublicUrl lacks the prefix that a proxy takes off";
        return transit.ShowsProxy
            ? "the signature does not verify over any candidate path, and the request came through a proxy: it takes off a prefix that SignGateway:PublicUrl lacks, or the callback is forged"
            : "the signature does not verify over any candidate path, and nothing shows a change on the way: forged, or signed for a path that SignGateway:PublicUrl does not have";

        bool Verifies(string candidate, string rest) => CallbackSignedText.Verify(key, candidate, rest, body, signature);
    }
}
