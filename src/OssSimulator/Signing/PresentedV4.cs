using OssSimulator.Errors;
using OssSimulator.Hosting;

namespace OssSimulator.Signing;

/// <param name="Life">How long it is good for; only in a query.</param>
internal sealed record PresentedV4(
    CredentialScope Scope,
    string Time,
    DateTimeOffset SignedAt,
    TimeSpan? Life,
    string? SecurityToken,
    IReadOnlyList<string> AdditionalHeaders,
    string Signature) : PresentedSignature(Scope.AccessKeyId, SecurityToken, Signature)
{
    public const string Parameter = "x-oss-signature";

    public override OssError? Check(SimulatorOptions options, DateTimeOffset now)
    {
        if (CheckTime(now - SignedAt) is { } late) return late;
        return Scope.Region == options.Region
            ? null
            : OssErrors.InvalidArgument("Invalid signing region in Authorization header.", ec: "0002-00000710");
    }

    public override string StringToSign(HttpRequest request, RequestTarget target)
    {
        var canonical = CanonicalRequest.Build(
            request.Method,
            target.Bucket,
            target.Key,
            target.Query.Where(pair => pair.Key != Parameter),
            request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            AdditionalHeaders);
        return CanonicalRequest.StringToSign(Time, Scope, canonical);
    }

    public override string Sign(string secret, string stringToSign) => V4Signature.Compute(secret, Scope.Day, Scope.Region, stringToSign);

    private OssError? CheckTime(TimeSpan age)
    {
        if (age < -OssTime.AllowedSkew) return OssErrors.ClockTooFarOff;
        if (Life is { } life) return age > life ? OssErrors.RequestExpired : null;
        return age > OssTime.AllowedSkew ? OssErrors.ClockTooFarOff : null;
    }
}
