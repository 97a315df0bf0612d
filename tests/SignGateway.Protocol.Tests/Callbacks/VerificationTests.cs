using System.Text.Json.Nodes;
using SignGateway.Protocol.Callbacks;
using Xunit;

namespace SignGateway.Protocol.Tests.Callbacks;

/// <summary>Every callback vector on both paths: the platform's RSA, and BouncyCastle for platforms that refuse MD5 or 512 bits.</summary>
public sealed class VerificationTests
{
    public static TheoryData<string> Ids => Vectors.Ids("callback-verify");

    [Theory]
    [MemberData(nameof(Ids))]
    public void the_platform_judges_as_the_vector_says(string id) => Judge(id, PlatformPublicKey.TryCreate);

    [Theory]
    [MemberData(nameof(Ids))]
    public void bouncy_castle_judges_as_the_vector_says(string id) => Judge(id, BouncyCastlePublicKey.TryCreate);

    [Fact]
    public void the_built_in_key_is_the_one_of_the_vectors()
    {
        var pem = Vectors.File("callback-verify")["keys"]!["oss-callback-pub-key-v1"]!.Text("publicPem");
        Assert.Equal(pem.ReplaceLineEndings("").Trim(), OfficialPublicKey.V1Pem.ReplaceLineEndings("").Trim());
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a key")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEVs/o5+uQbTjL3chynL4wXgUg2R9q9UU8I5mEovUf86QZ7kOBIjJwqnzD1omageEHWwHdBO6B+dFabmdT9POxg==\n-----END PUBLIC KEY-----")]
    public void what_is_no_rsa_public_key_is_no_key(string pem)
    {
        Assert.Null(PlatformPublicKey.TryCreate(pem));
        Assert.Null(BouncyCastlePublicKey.TryCreate(pem));
        Assert.Null(CallbackPublicKey.TryParse(pem));
    }

    private static void Judge(string id, Func<string, CallbackPublicKey?> parse)
    {
        var vector = Vectors.Find("callback-verify", id);
        Assert.Equal(vector["expected"]!.Text("strict") == "valid", Verifies(vector, parse));
    }

    // The steps of the gateway, on the vector's own request: headers, admission, text, signature.
    private static bool Verifies(JsonNode vector, Func<string, CallbackPublicKey?> parse)
    {
        var request = vector["request"]!;
        var headers = request["headers"].Texts();
        var authorization = headers.GetValueOrDefault("Authorization") ?? "";
        var signature = new byte[authorization.Length + 1];
        if (!Convert.TryFromBase64String(authorization, signature, out var length))
            return false;
        if (!PublicKeyUrl.TryAdmit(headers.GetValueOrDefault("x-oss-pub-key-url"), OfficialPublicKey.Origins, out _))
            return false;

        var (path, query) = CallbackSignedText.SplitTarget(request.Text("rawTarget"));
        var text = CallbackSignedText.Build(path, query, request.Bytes("bodyBase64"));
        if (vector["expected"]!.Text("strict") == "valid")
            Assert.Equal(vector.Bytes("stringToSignBase64"), text);
        using var key = parse(Vectors.File("callback-verify")["keys"]![vector.Text("publicKey")]!.Text("publicPem"));
        return key!.Verify(text, signature.AsSpan(0, length));
    }
}
