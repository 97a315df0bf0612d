using SignGateway.Admin.Configuration;
using Xunit;

namespace SignGateway.Tests.Admin.Configuration;

public sealed class ShownTextTests
{
    [Theory]
    [InlineData("https://oss.example.com:8443/path", "https://oss.example.com:8443/path")]
    [InlineData("uploads/{yyyy}/{id}{ext}", "uploads/{yyyy}/{id}{ext}")]
    [InlineData("https://user:pass@oss.example.com/path", "[hidden]@oss.example.com/path")]
    [InlineData("user:pass@oss.example.com", "[hidden]@oss.example.com")]
    [InlineData("https://user:p@ss/w?rd@oss.example.com", "[hidden]@oss.example.com")]
    [InlineData("https://a.example;https://user:pass@b.example", "[hidden]@b.example")]
    [InlineData("https://user:pass@a.example;https://b.example", "[hidden]@a.example;https://b.example")]
    [InlineData("https://login.example.com/?key=pass", "https://login.example.com/?[hidden]")]
    [InlineData("", "")]
    public void hides_what_a_url_may_carry(string text, string shown) => Assert.Equal(shown, ShownText.Of(text));
}
