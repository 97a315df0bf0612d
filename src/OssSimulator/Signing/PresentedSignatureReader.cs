using OssSimulator.Errors;
using OssSimulator.Hosting;

namespace OssSimulator.Signing;

/// <summary>Finds the signature of a request, of either version, in its Authorization header or its query.</summary>
internal static class PresentedSignatureReader
{
    /// <summary>Neither an error nor a signature: the request is anonymous.</summary>
    public static OssError? Read(HttpRequest request, RequestTarget target, out PresentedSignature? presented)
    {
        presented = null;
        var authorization = request.Headers.Authorization.ToString();
        var isV4InQuery = target.Has(PresentedV4.Parameter);
        var isV1InQuery = PresentedV1Reader.IsInQuery(target);
        if (authorization.Length > 0)
        {
            return isV4InQuery || isV1InQuery ? OssErrors.TwoSignatures : FromHeader(request, authorization, out presented);
        }

        if (isV4InQuery) return PresentedV4Reader.FromQuery(target, out presented);
        return isV1InQuery ? PresentedV1Reader.FromQuery(target, out presented) : null;
    }

    private static OssError? FromHeader(HttpRequest request, string authorization, out PresentedSignature? presented)
    {
        presented = null;
        if (authorization.StartsWith(PresentedV4Reader.Scheme, StringComparison.Ordinal))
        {
            return PresentedV4Reader.FromHeader(request, authorization, out presented);
        }

        return authorization.StartsWith(PresentedV1Reader.Scheme, StringComparison.Ordinal)
            ? PresentedV1Reader.FromHeader(request, authorization, out presented)
            : OssErrors.InvalidArgument("The Authorization header is neither a V4 nor a V1 signature.");
    }
}
