using OssSimulator.Hosting;
using OssSimulator.Signing;

namespace OssSimulator.Sts;

/// <summary>Decides whether a call of STS that is signed in its headers is rightly so.</summary>
internal sealed class Acs3Authorizer(ServerClock clock, AccessKeyRing keys, NonceMemory nonces)
{
    private static readonly string[] Mandatory = ["x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"];

    public StsError? Authorize(StsRequest request, out AccessKey? caller)
    {
        caller = null;
        if (Acs3Authorization.Parse(request.Header("Authorization") ?? "") is not { } authorization) return StsErrors.IncompleteSignature;
        if (Mandatory.FirstOrDefault(name => request.Header(name) is null) is { } missing) return StsErrors.MissingParameter(missing);
        if (MustBeSigned(request).Except(authorization.SignedHeaders, StringComparer.OrdinalIgnoreCase).Any()) return StsErrors.IncompleteSignature;
        if (CheckTime(request.Header("x-acs-date")!) is { } late) return late;
        var token = request.Header("x-acs-security-token");
        if (StsErrors.Of(keys.Find(authorization.AccessKeyId, token, out var key)) is { } notGood) return notGood;
        if (CheckSignature(request, authorization, key!.Key.Secret) is { } wrong) return wrong;

        // Last, so that nobody without the key can use up another's nonce.
        if (!nonces.TryUse(authorization.AccessKeyId, request.Header("x-acs-signature-nonce")!, clock.Now)) return StsErrors.NonceUsed;
        caller = key.Key;
        return null;
    }

    private static IEnumerable<string> MustBeSigned(StsRequest request) => request.Http.Headers.Keys
        .Select(name => name.ToLowerInvariant())
        .Where(name => name is "host" or "content-type" || name.StartsWith("x-acs-", StringComparison.Ordinal));

    private static StsError? CheckSignature(StsRequest request, Acs3Authorization authorization, string secret)
    {
        if (request.Header("x-acs-content-sha256") != Acs3Signature.Hash(request.Body)) return StsErrors.WrongContentHash;
        var canonical = Acs3Signature.CanonicalRequest(
            request.Http.Method, request.Target.Query, authorization.SignedHeaders, request.Header, request.Body);
        var stringToSign = Acs3Signature.StringToSign(canonical);
        var expected = Acs3Signature.Compute(secret, stringToSign);
        return SameText.Equal(expected, authorization.Signature) ? null : StsErrors.SignatureMismatch(stringToSign);
    }

    private StsError? CheckTime(string date)
    {
        if (!IsoTime.TryParse(date, out var signedAt)) return StsErrors.WrongTime;
        return (clock.Now - signedAt).Duration() > StsAuthorizer.AllowedSkew ? StsErrors.ClockTooFarOff : null;
    }
}
