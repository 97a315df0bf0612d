using System.Security.Claims;
using Microsoft.IdentityModel.Tokens;
using SignGateway.Host.Authentication;
using SignGateway.Uploads;
using Xunit;

namespace SignGateway.Host.Tests.Authentication;

public sealed class RememberedTokensTests
{
    private const string Token = "head.body.signature";

    private readonly SetClock _clock = new();
    private readonly RememberedTokens _remembered;
    private readonly RememberedUser _alice = new(new ClaimsIdentity("test"), new Caller("alice", new HashSet<string>()));
    private readonly List<SecurityKey> _keys = [];

    public RememberedTokensTests() => _remembered = new RememberedTokens(_clock);

    [Fact]
    public void a_good_token_is_remembered()
    {
        Remember(Token, TimeSpan.FromHours(1));
        Assert.Same(_alice, _remembered.Find(Token, _keys));
    }

    [Fact]
    public void for_a_minute_at_most()
    {
        Remember(Token, TimeSpan.FromHours(1));
        _clock.Now += TimeSpan.FromSeconds(60);
        Assert.Null(_remembered.Find(Token, _keys));
    }

    [Fact]
    public void and_not_beyond_its_end()
    {
        Remember(Token, TimeSpan.FromSeconds(5));
        _clock.Now += TimeSpan.FromSeconds(5);
        Assert.Null(_remembered.Find(Token, _keys));
    }

    [Fact]
    public void nor_once_the_keys_were_fetched_anew()
    {
        Remember(Token, TimeSpan.FromHours(1));
        Assert.Null(_remembered.Find(Token, []));
    }

    [Theory]
    [InlineData("")]
    [InlineData("head.body.signaturf")]
    [InlineData("head.body.signature.")]
    [InlineData("HEAD.body.signature")]
    public void another_token_is_not_known_by_it(string other)
    {
        Remember(Token, TimeSpan.FromHours(1));
        Assert.Null(_remembered.Find(other, _keys));
    }

    [Fact]
    public void whatever_is_longer_than_a_token_may_be_is_not_remembered()
    {
        var tooLong = new string('a', TokenEvents.MaxTokenLength + 1);
        Remember(tooLong, TimeSpan.FromHours(1));
        Assert.Null(_remembered.Find(tooLong, _keys));
    }

    [Fact]
    public void ten_thousand_more_make_it_forget_the_first()
    {
        Remember(Token, TimeSpan.FromHours(1));
        for (var index = 0; index < 10_000; index++)
            Remember($"{Token}{index}", TimeSpan.FromHours(1));
        Assert.Null(_remembered.Find(Token, _keys));
        Assert.Same(_alice, _remembered.Find($"{Token}9999", _keys));
    }

    [Fact]
    public void what_one_request_adds_to_its_user_the_next_does_not_see()
    {
        ((ClaimsIdentity)_alice.ToPrincipal().Identity!).AddClaim(new Claim("roles", "sign-gateway-admin"));
        Assert.Empty(_alice.ToPrincipal().Claims);
    }

    private void Remember(string token, TimeSpan life) => _remembered.Remember(token, _keys, _alice, _clock.Now + life);
}
