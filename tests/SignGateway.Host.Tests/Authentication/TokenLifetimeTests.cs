using Microsoft.IdentityModel.Tokens;
using SignGateway.Host.Authentication;
using Xunit;

namespace SignGateway.Host.Tests.Authentication;

public sealed class TokenLifetimeTests
{
    private readonly SetClock _clock = new();

    private DateTime Now => _clock.Now.UtcDateTime;

    [Fact]
    public void a_token_counts_59_seconds_after_its_end() => Assert.True(Check(-300, -59));

    [Fact]
    public void and_no_more_after_61() => Assert.Throws<SecurityTokenExpiredException>(() => Check(-300, -61));

    [Fact]
    public void a_token_counts_59_seconds_before_its_beginning() => Assert.True(Check(59, 300));

    [Fact]
    public void and_not_yet_before_61() => Assert.Throws<SecurityTokenNotYetValidException>(() => Check(61, 300));

    [Fact]
    public void a_beginning_is_not_needed() => Assert.True(Check(null, 1));

    [Fact]
    public void an_end_is() => Assert.Throws<SecurityTokenNoExpirationException>(() => Check(-300, null));

    private bool Check(int? notBefore, int? expires) =>
        new TokenLifetime(_clock).Check(notBefore is { } start ? Now.AddSeconds(start) : null, expires is { } end ? Now.AddSeconds(end) : null);
}
