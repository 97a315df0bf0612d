using OssSimulator.Errors;
using OssSimulator.Hosting;

namespace OssSimulator.Signing;

/// <summary>Decides whether a request other than a form upload is signed, and rightly so.</summary>
internal sealed class RequestAuthorizer(SimulatorOptions options, AccessKeyRing keys)
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

        if (keys.Find(presented.Scope.AccessKeyId, presented.SecurityToken, out var key) is { } unknown) return unknown;

        var canonical = CanonicalRequest.Build(
            request.Method,
            target.Bucket,
            target.Key,
            target.Query.Where(pair => pair.Key != PresentedSignatureReader.SignatureParameter),
            request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            presented.AdditionalHeaders);
        var stringToSign = CanonicalRequest.StringToSign(presented.Time, presented.Scope, canonical);
        var expected = V4Signature.Compute(key!.Secret, presented.Scope.Day, presented.Scope.Region, stringToSign);
        return SameText.Equal(expected, presented.Signature) ? null : OssErrors.SignatureMismatch(stringToSign);
    }

    private OssError? CheckTime(PresentedSignature presented)
    {
        var age = options.TimeProvider.GetUtcNow() - presented.SignedAt;
        if (age < -OssTime.AllowedSkew) return OssErrors.ClockTooFarOff;
        if (presented.Life is { } life) return age > life ? OssErrors.RequestExpired : null;
        return age > OssTime.AllowedSkew ? OssErrors.ClockTooFarOff : null;
    }
}
