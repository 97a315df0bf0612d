using OssSimulator.Errors;
using OssSimulator.Hosting;
using OssSimulator.Permissions;

namespace OssSimulator.Signing;

/// <summary>Decides whether a request other than a form upload is signed, and rightly so, by someone who may do it.</summary>
internal sealed class RequestAuthorizer(SimulatorOptions options, ServerClock clock, AccessKeyRing keys, OssAccess access)
{
    public OssError? Authorize(HttpRequest request, RequestTarget target, out bool isAnonymous)
    {
        isAnonymous = false;
        if (PresentedSignatureReader.Read(request, target, out var presented) is { } malformed) return malformed;
        if (presented is null)
        {
            isAnonymous = true;
            return null;
        }

        if (CheckTime(presented) is { } late) return late;
        if (presented.Scope.Region != options.Region)
        {
            return OssErrors.InvalidArgument($"Invalid region in credential: expected {options.Region}.", ec: "0002-00000710");
        }

        if (KeyRefusal.Of(keys.Find(presented.Scope.AccessKeyId, presented.SecurityToken, out var signer)) is { } notGood) return notGood;

        var canonical = CanonicalRequest.Build(
            request.Method,
            target.Bucket,
            target.Key,
            target.Query.Where(pair => pair.Key != PresentedSignatureReader.SignatureParameter),
            request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            presented.AdditionalHeaders);
        var stringToSign = CanonicalRequest.StringToSign(presented.Time, presented.Scope, canonical);
        var expected = V4Signature.Compute(signer!.Key.Secret, presented.Scope.Day, presented.Scope.Region, stringToSign);
        if (!SameText.Equal(expected, presented.Signature)) return OssErrors.SignatureMismatch(stringToSign);
        return signer.Allows(access.Of(request.Method, target)) ? null : OssErrors.NoRightByPolicy;
    }

    private OssError? CheckTime(PresentedSignature presented)
    {
        var age = clock.Now - presented.SignedAt;
        if (age < -OssTime.AllowedSkew) return OssErrors.ClockTooFarOff;
        if (presented.Life is { } life) return age > life ? OssErrors.RequestExpired : null;
        return age > OssTime.AllowedSkew ? OssErrors.ClockTooFarOff : null;
    }
}
