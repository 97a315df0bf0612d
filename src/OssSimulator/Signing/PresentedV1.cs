using OssSimulator.Errors;
using OssSimulator.Hosting;

namespace OssSimulator.Signing;

/// <summary>The older signature of a request.</summary>
/// <param name="Time">What stands in the line of the date: the date of a signed header, the end of a signed query.</param>
internal sealed record PresentedV1(
    string AccessKeyId, string Time, DateTimeOffset? SignedAt, DateTimeOffset? End, string? SecurityToken, string Signature)
    : PresentedSignature(AccessKeyId, SecurityToken, Signature)
{
    public override OssError? Check(SimulatorOptions options, DateTimeOffset now)
    {
        if (End <= now) return OssErrors.RequestExpired;
        return SignedAt is { } signedAt && (now - signedAt).Duration() > OssTime.AllowedSkew ? OssErrors.ClockTooFarOff : null;
    }

    public override string StringToSign(HttpRequest request, RequestTarget target) => V1RequestText.Build(
        request.Method,
        target,
        request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        Time);

    public override string Sign(string secret, string stringToSign) => V1Signature.Compute(secret, stringToSign);
}
