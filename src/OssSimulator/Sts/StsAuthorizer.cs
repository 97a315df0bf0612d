namespace OssSimulator.Sts;

/// <summary>Decides whether a call of STS is signed, and rightly so, in either way.</summary>
internal sealed class StsAuthorizer(Acs3Authorizer acs3, RpcAuthorizer rpc)
{
    public static readonly TimeSpan AllowedSkew = TimeSpan.FromMinutes(15);

    public StsError? Authorize(StsRequest request, out AccessKey? caller) =>
        request.Header("Authorization") is null && request[RpcSignature.Parameter] is not null
            ? rpc.Authorize(request, out caller)
            : acs3.Authorize(request, out caller);
}
