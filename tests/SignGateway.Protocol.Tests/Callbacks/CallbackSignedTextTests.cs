using System.Security.Cryptography;
using System.Text;
using SignGateway.Protocol.Callbacks;
using Xunit;

namespace SignGateway.Protocol.Tests.Callbacks;

public sealed class CallbackSignedTextTests
{
    [Theory]
    [InlineData("/a/b", "/a/b", "")]
    [InlineData("/a?", "/a", "?")]
    [InlineData("/a?x=%20&y=/?", "/a", "?x=%20&y=/?")]
    [InlineData("http://host:80/a?x", "/a", "?x")]
    [InlineData("http://host", "/", "")]
    [InlineData("http://host?x", "/", "?x")]
    public void a_target_splits_into_path_and_raw_query(string target, string path, string query) =>
        Assert.Equal((path, query), CallbackSignedText.SplitTarget(target));

    [Theory]
    [InlineData("/a%2Fb%20c+d", "/a/b c+d")]
    [InlineData("/%2525", "/%25")]
    [InlineData("/%E5%9B%BE", "/图")]
    [InlineData("/图", "/图")]
    [InlineData("/%", "/%")]
    [InlineData("/%4", "/%4")]
    [InlineData("/%zz%41", "/%zzA")]
    [InlineData("", "")]
    public void a_path_is_decoded_exactly_once(string raw, string decoded) =>
        Assert.Equal($"{decoded}?q=%20\nbody", Encoding.UTF8.GetString(CallbackSignedText.Build(raw, "?q=%20", "body"u8)));

    [Fact]
    public void a_signature_is_verified_over_exactly_the_bytes_that_are_built()
    {
        using var rsa = RSA.Create(1024);
        using var key = CallbackPublicKey.TryParse(rsa.ExportSubjectPublicKeyInfoPem())!;
        var signature = rsa.SignData(CallbackSignedText.Build("/a%20图", "?q=%20", "body"u8), HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1);

        Assert.True(CallbackSignedText.Verify(key, "/a%20图", "?q=%20", "body"u8, signature));
        Assert.False(CallbackSignedText.Verify(key, "/a%2520图", "?q=%20", "body"u8, signature));
        Assert.False(CallbackSignedText.Verify(key, "/a%20图", "?q= ", "body"u8, signature));
        Assert.False(CallbackSignedText.Verify(key, "/a%20图", "?q=%20", "body\n"u8, signature));
    }
}
