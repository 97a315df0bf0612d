using OssSimulator.Errors;
using OssSimulator.Hosting;
using OssSimulator.Permissions;

namespace OssSimulator.Signing;

/// <summary>Decides whether a request other than a form upload is signed, and rightly so, by someone who may do it.</summary>
internal sealed class RequestAuthorizer(SimulatorOptions options, ServerClock clock, AccessKeyRing keys, OssAccess access)
{
    /// <summary>For what nobody may do unsigned.</summary>
    public OssError? Authorize(HttpRequest request, RequestTarget target, OssOperation operation) =>
        Authorize(request, target, operation, out var isAnonymous) ?? (isAnonymous ? OssErrors.NoRightByAcl : null);

    public OssError? Authorize(HttpRequest request, RequestTarget target, OssOperation operation, out bool isAnonymous)
    {
        isAnonymous = false;
        if (PresentedSignatureReader.Read(request, target, out var presented) is { } malformed) return malformed;
        if (presented is null)
        {
            isAnonymous = true;
            return null;
        }

        if (presented.Check(options, clock.Now) is { } wrong) return wrong;
        if (KeyRefusal.Of(keys.Find(presented.AccessKeyId, presented.SecurityToken, out var signer)) is { } notGood) return notGood;
        var stringToSign = presented.StringToSign(request, target);
        if (!SameText.Equal(presented.Sign(signer!.Key.Secret, stringToSign), presented.Signature)) return OssErrors.SignatureMismatch(stringToSign);
        return access.Allows(signer, operation, target) ? null : OssErrors.NoRightByPolicy;
    }
}
