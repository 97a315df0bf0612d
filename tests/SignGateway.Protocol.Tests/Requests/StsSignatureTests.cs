using System.Security.Cryptography;
using System.Text;
using SignGateway.Protocol.Requests;
using Xunit;

namespace SignGateway.Protocol.Tests.Requests;

public sealed class StsSignatureTests
{
    public static TheoryData<string> Acs3 => Vectors.Ids("sts-acs3");

    public static TheoryData<string> Rpc => Vectors.Ids("sts-rpc-v1");

    [Theory]
    [MemberData(nameof(Acs3))]
    public void signs_acs3_as_the_vector_says(string id)
    {
        var vector = Vectors.Find("sts-acs3", id);
        var (input, expected) = (vector["input"]!, vector["expected"]!);
        var (query, headers) = (input["query"].Texts(), input["headersToSign"].Texts());

        Assert.Equal(expected.Text("contentSha256"), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(input.Text("bodyUtf8")))));
        Assert.Equal(input.Text("canonicalQuery"), Acs3Signature.CanonicalQuery(query));
        var canonical = Acs3Signature.CanonicalRequest(input.Text("method"), input.Text("path"), query, headers);
        Assert.Equal(expected.Text("canonicalRequest"), canonical);
        Assert.Equal(expected.Text("stringToSign"), $"{Acs3Signature.Algorithm}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}");
        Assert.EndsWith($"Signature={expected.Text("signature")}", expected.Text("authorization"), StringComparison.Ordinal);
        Assert.Equal(
            expected.Text("authorization"),
            Acs3Signature.AuthorizationHeader(input.Text("method"), input.Text("path"), query, headers, input.Text("accessKeyId"), input.Text("accessKeySecret")));
    }

    [Theory]
    [MemberData(nameof(Rpc))]
    public void signs_rpc_as_the_vector_says(string id)
    {
        var vector = Vectors.Find("sts-rpc-v1", id);
        var (input, expected) = (vector["input"]!, vector["expected"]!);
        Assert.Equal(expected.Text("stringToSign"), RpcSignature.StringToSign(input.Text("method"), input["params"].Texts()));
        Assert.Equal(expected.Text("signature"), RpcSignature.Sign(input.Text("method"), input["params"].Texts(), input.Text("accessKeySecret")));
    }
}
