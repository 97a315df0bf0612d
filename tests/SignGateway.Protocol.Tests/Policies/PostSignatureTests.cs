using System.Security.Cryptography;
using System.Text;
using SignGateway.Protocol.Policies;
using Xunit;

namespace SignGateway.Protocol.Tests.Policies;

public sealed class PostSignatureTests
{
    public static TheoryData<string> V4 => Vectors.Ids("postobject-v4");

    public static TheoryData<string> V1 => Vectors.Ids("postobject-v1");

    [Theory]
    [MemberData(nameof(V4))]
    public void signs_a_v4_policy_as_the_vector_says(string id)
    {
        var vector = Vectors.Find("postobject-v4", id);
        var (input, expected) = (vector["input"]!, vector["expected"]!);
        var policy = Convert.ToBase64String(Encoding.UTF8.GetBytes(input.Text("policyJson")));

        Assert.Equal(expected.Text("policyBase64"), policy);
        Assert.Equal(expected.Text("xOssDate"), PostSignatureV4.Date(input.Time()));
        Assert.Equal(expected.Text("xOssCredential"), PostSignatureV4.Credential(input.Text("accessKeyId"), input.Time(), input.Text("region")));
        Assert.Equal(expected.Text("signature"), PostSignatureV4.Sign(input.Text("accessKeySecret"), input.Text("region"), input.Time(), policy));
        Assert.Equal(
            expected["derivedKeysHex"]!.Text("signing"),
            Convert.ToHexStringLower(SigningKeyV4.Derive(input.Text("accessKeySecret"), input.Time(), input.Text("region"))));
    }

    [Theory]
    [MemberData(nameof(V1))]
    public void signs_a_v1_policy_as_the_vector_says(string id)
    {
        var vector = Vectors.Find("postobject-v1", id);
        var policy = Convert.ToBase64String(Encoding.UTF8.GetBytes(vector["input"]!.Text("policyJson")));
        Assert.Equal(vector["expected"]!.Text("policyBase64"), policy);
        Assert.Equal(vector["expected"]!.Text("signature"), PostSignatureV1.Sign(vector["input"]!.Text("accessKeySecret"), policy));
    }

    [Fact]
    public void a_hash_that_signs_again_and_again_signs_the_same()
    {
        var key = SigningKeyV4.Derive("secret", DateTimeOffset.UnixEpoch, "cn-hangzhou");
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        using var policy = new PolicyDocument(DateTimeOffset.UnixEpoch).Exactly("bucket", "b");
        var expected = PostSignatureV4.Sign(key, policy.ToBase64());
        Assert.Equal(expected, PostSignatureV4.Sign(hash, policy));
        Assert.Equal(expected, PostSignatureV4.Sign(hash, policy));
    }

    [Fact]
    public void the_region_may_be_written_with_the_prefix_of_the_service() =>
        Assert.Equal(
            PostSignatureV4.Sign("secret", "cn-hangzhou", DateTimeOffset.UnixEpoch, "policy"),
            PostSignatureV4.Sign("secret", "oss-cn-hangzhou", DateTimeOffset.UnixEpoch, "policy"));
}
