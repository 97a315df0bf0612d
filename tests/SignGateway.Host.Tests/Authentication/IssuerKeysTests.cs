using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using SignGateway.Host.Authentication;
using Xunit;

namespace SignGateway.Host.Tests.Authentication;

public sealed class IssuerKeysTests
{
    private static readonly RSAParameters Key = RSA.Create(2048).ExportParameters(includePrivateParameters: false);

    private readonly SetClock _clock = new();
    private readonly IssuerKeys _keys;
    private string[] _published = ["a"];
    private bool _broken;
    private int _fetches;

    public IssuerKeysTests() => _keys = new IssuerKeys(FetchAsync, _clock, NullLogger.Instance);

    [Fact]
    public async Task known_keys_are_fetched_once()
    {
        Assert.True(await LearnAsync("a"));
        Assert.True(await LearnAsync("a"));
        Assert.True(await LearnAsync(null));
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task an_unknown_key_fetches_once_right_after_the_first_fetch()
    {
        await LearnAsync("a");
        _published = ["a", "b"];
        await LearnAsync("b");
        Assert.Equal(["a", "b"], Known());
        Assert.Equal(2, _fetches);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task unknown_keys_fetch_once_in_ten_seconds_whether_it_succeeds_or_fails(bool broken)
    {
        await LearnAsync("a");
        _broken = broken;
        for (var number = 0; number < 1000; number++)
        {
            await LearnAsync($"unknown-{number}");
            _clock.Now += TimeSpan.FromMilliseconds(30);
        }

        // 30 seconds: at 0, 10 and 20.
        Assert.Equal(1 + 3, _fetches);
        Assert.Equal(["a"], Known());
    }

    [Fact]
    public async Task requests_at_once_share_one_fetch()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => LearnAsync("a")));
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task without_any_keys_they_are_asked_for_once_a_second()
    {
        _broken = true;
        Assert.False(await LearnAsync("a"));
        Assert.False(await LearnAsync("a"));
        Assert.Equal(1, _fetches);
        _broken = false;
        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.True(await LearnAsync("a"));
    }

    [Fact]
    public async Task an_issuer_that_publishes_nothing_takes_no_key_away()
    {
        await LearnAsync("a");
        _published = [];
        await LearnAsync("b");
        Assert.Equal(["a"], Known());
    }

    [Fact]
    public async Task a_key_that_is_withdrawn_is_forgotten_after_an_hour()
    {
        await LearnAsync("a");
        _published = ["b"];
        _clock.Now += IssuerKeys.MaxAge;
        await LearnAsync("a");
        // The fetch runs beside the request that began it; the next unknown key waits for it.
        await LearnAsync("b");
        Assert.Equal(["b"], Known());
        Assert.Equal(2, _fetches);
    }

    private Task<bool> LearnAsync(string? keyId) => _keys.LearnAsync(keyId, TestContext.Current.CancellationToken);

    private IEnumerable<string> Known() => _keys.Current!.SigningKeys.Select(key => key.KeyId);

    private async Task<OpenIdConnectConfiguration> FetchAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _fetches);
        await Task.Yield();
        if (_broken)
            throw new HttpRequestException("The issuer is away.");
        var fetched = new OpenIdConnectConfiguration();
        foreach (var id in _published)
            fetched.SigningKeys.Add(new RsaSecurityKey(Key) { KeyId = id });
        return fetched;
    }
}
