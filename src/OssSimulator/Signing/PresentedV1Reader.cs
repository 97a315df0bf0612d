using System.Globalization;
using OssSimulator.Errors;
using OssSimulator.Hosting;

namespace OssSimulator.Signing;

/// <summary>Reads the V1 signature of a request from its Authorization header or its query.</summary>
internal static class PresentedV1Reader
{
    public const string Scheme = "OSS ";

    private const string Id = "OSSAccessKeyId";
    private const string Expires = "Expires";
    private const string Signature = "Signature";

    private static readonly OssError Malformed = OssErrors.InvalidArgument("The V1 authorization of the request is malformed.");

    public static bool IsInQuery(RequestTarget target) => target.Has(Id) || target.Has(Signature);

    public static OssError? FromHeader(HttpRequest request, string authorization, out PresentedSignature? presented)
    {
        presented = null;
        if (authorization[Scheme.Length..].Trim().Split(':') is not [{ Length: > 0 } id, { Length: > 0 } signature]) return Malformed;

        // Browsers cannot set a Date header, so the other one stands in for it.
        var time = request.Headers["x-oss-date"].ToString() is { Length: > 0 } own ? own : request.Headers.Date.ToString();
        if (!DateTimeOffset.TryParseExact(time, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt)) return OssErrors.NoDate;
        var token = request.Headers["x-oss-security-token"].ToString() is { Length: > 0 } given ? given : null;
        presented = new PresentedV1(id, time, signedAt, null, token, signature);
        return null;
    }

    public static OssError? FromQuery(RequestTarget target, out PresentedSignature? presented)
    {
        presented = null;
        var end = target.Parameter(Expires);
        if (target.Parameter(Id) is not { Length: > 0 } id || target.Parameter(Signature) is not { Length: > 0 } signature || end is null)
        {
            return OssErrors.IncompleteQuerySignature;
        }

        if (!int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return OssErrors.IncompleteQuerySignature;
        presented = new PresentedV1(id, end, null, DateTimeOffset.FromUnixTimeSeconds(seconds), target.Parameter("security-token"), signature);
        return null;
    }
}
