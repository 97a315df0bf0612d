using SignGateway.Events;
using SignGateway.Events.Delivery;
using Xunit;

namespace SignGateway.Tests.Events;

public sealed class WebhookSignatureTests
{
    // Handed around by the libraries of Standard Webhooks as their example.
    private const string Known = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static readonly byte[] Secret = WebhookSecret.Read("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!;

    [Fact]
    public void signs_as_the_published_example_does() => Assert.Equal(Known, Sign([Secret]));

    [Fact]
    public void signs_with_every_secret_while_one_is_being_replaced()
    {
        var other = new byte[32];
        Assert.Equal($"{Known} {Sign([other])}", Sign([Secret, other]));
    }

    private static string Sign(IEnumerable<byte[]> secrets) =>
        WebhookSignature.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", """{"test": 2432232314}"""u8, secrets);
}
