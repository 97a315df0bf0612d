using System.Text;
using SignGateway.Webhooks;
using Xunit;

namespace SignGateway.Tests.Webhooks;

public sealed class WebhookHeaderTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"test": 2432232314}""");

    [Fact]
    public void agrees_with_the_published_example()
    {
        var headers = Headers(Secret);

        Assert.Equal("msg_p5jXN8AQM9LWM0D4loKWxJek", headers["webhook-id"]);
        Assert.Equal("1614265330", headers["webhook-timestamp"]);
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", headers["webhook-signature"]);
    }

    [Fact]
    public void every_secret_signs()
    {
        var other = $"whsec_{Convert.ToBase64String(new byte[64])}";
        Assert.Equal($"{Headers(Secret)["webhook-signature"]} {Headers(other)["webhook-signature"]}", Headers(Secret, other)["webhook-signature"]);
    }

    [Theory]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_")]
    [InlineData("whsec_not base64 at all!")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa==")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZI o2LaLaSw")]
    public void what_is_no_secret_is_not_read(string text) => Assert.Null(WebhookSecret.TryParse(text));

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void a_secret_has_24_to_64_bytes(int length, bool fits) =>
        Assert.Equal(fits, WebhookSecret.TryParse($"whsec_{Convert.ToBase64String(new byte[length])}") is not null);

    private static Dictionary<string, string> Headers(params string[] secrets) => WebhookHeaders
        .Of("msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), Body, [.. secrets.Select(secret => WebhookSecret.TryParse(secret)!)])
        .ToDictionary();
}
