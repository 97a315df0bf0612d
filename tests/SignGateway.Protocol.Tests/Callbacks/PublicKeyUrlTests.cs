using System.Text;
using SignGateway.Protocol.Callbacks;
using Xunit;

namespace SignGateway.Protocol.Tests.Callbacks;

public sealed class PublicKeyUrlTests
{
    public static TheoryData<string> Ids => Vectors.Ids("pub-key-url");

    [Theory]
    [MemberData(nameof(Ids))]
    public void admits_by_the_strict_rule(string id)
    {
        var vector = Vectors.Find("pub-key-url", id);
        Assert.Equal(vector["strictRule"]!.GetValue<bool>(), PublicKeyUrl.TryAdmit(vector.Text("headerValue"), OfficialPublicKey.Origins, out _));
    }

    [Fact]
    public void fetches_over_https_even_if_http_was_announced()
    {
        Assert.True(PublicKeyUrl.TryAdmit(Header("http://gosspublic.alicdn.com/callback_pub_key_v2.pem"), OfficialPublicKey.Origins, out var url));
        Assert.Equal("https://gosspublic.alicdn.com/callback_pub_key_v2.pem", url!.FetchUrl.AbsoluteUri);
        Assert.True(url.IsOfficial);
    }

    [Theory]
    [InlineData("http://localhost:5081/callback_pub_key_v1.pem", true)]
    [InlineData("http://localhost:5082/callback_pub_key_v1.pem", false)]
    [InlineData("https://localhost:5081/callback_pub_key_v1.pem", false)]
    [InlineData("http://localhost:50811/callback_pub_key_v1.pem", false)]
    [InlineData("http://user@localhost:5081/callback_pub_key_v1.pem", false)]
    [InlineData("http://localhost:5081/x/callback_pub_key_v1.pem", false)]
    [InlineData("http://localhost:5081/callback_pub_key_v1234.pem", false)]
    [InlineData("http://localhost:5081/callback_pub_key_v.pem", false)]
    [InlineData("http://localhost:5081/callback_pub_key_v1.pem?x", false)]
    [InlineData("http://localhost:5081/callback_pub_key_v1.pem#x", false)]
    public void another_origin_is_admitted_only_as_it_is_listed(string url, bool admitted) =>
        Assert.Equal(admitted, PublicKeyUrl.TryAdmit(Header(url), ["http://localhost:5081/"], out _));

    [Fact]
    public void white_space_in_the_header_is_refused() =>
        Assert.False(PublicKeyUrl.TryAdmit(Header("http://localhost:5081/callback_pub_key_v1.pem").Insert(4, " "), ["http://localhost:5081"], out _));

    private static string Header(string url) => Convert.ToBase64String(Encoding.UTF8.GetBytes(url));
}
