using OssSimulator.Hosting;
using OssSimulator.Signing;

namespace OssSimulator.Sts;

/// <summary>Decides whether a call of STS that carries its signature among its parameters is rightly signed.</summary>
internal sealed class RpcAuthorizer(ServerClock clock, AccessKeyRing keys, NonceMemory nonces)
{
    private static readonly string[] Mandatory = ["AccessKeyId", "SignatureMethod", "SignatureVersion", "SignatureNonce", "Timestamp"];

    public StsError? Authorize(StsRequest request, out AccessKey? caller)
    {
        caller = null;
        if (Mandatory.FirstOrDefault(name => request[name] is null) is { } missing) return StsErrors.MissingParameter(missing);
        if (request["SignatureMethod"] != RpcSignature.Method || request["SignatureVersion"] != RpcSignature.Version) return StsErrors.IncompleteSignature;
        if (!IsoTime.TryParse(request["Timestamp"]!, out var signedAt)) return StsErrors.WrongTime;
        if ((clock.Now - signedAt).Duration() > StsAuthorizer.AllowedSkew) return StsErrors.ClockTooFarOff;
        var id = request["AccessKeyId"]!;
        if (StsErrors.Of(keys.Find(id, request["SecurityToken"], out var key)) is { } notGood) return notGood;
        var stringToSign = RpcSignature.StringToSign(request.Http.Method, request.Parameters);
        if (!SameText.Equal(RpcSignature.Compute(key!.Key.Secret, stringToSign), request[RpcSignature.Parameter]!)) return StsErrors.SignatureMismatch(stringToSign);

        // Last, so that nobody without the key can use up another's nonce.
        if (!nonces.TryUse(id, request["SignatureNonce"]!, clock.Now)) return StsErrors.NonceUsed;
        caller = key.Key;
        return null;
    }
}
