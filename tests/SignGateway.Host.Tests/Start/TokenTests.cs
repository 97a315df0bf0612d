using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Start;

/// <summary>A token that is good, and then broken in one way at a time.</summary>
public sealed class TokenTests(OneLoop shared) : IClassFixture<OneLoop>
{
    [Fact]
    public async Task a_good_token_is_taken_again_and_again()
    {
        var token = shared.Loop.Tokens.For("alice");
        Assert.Equal(200, await StatusAsync(token));
        Assert.Equal(200, await StatusAsync(token));
    }

    [Fact]
    public async Task no_token_is_refused_with_a_challenge()
    {
        using var http = new HttpClient { BaseAddress = shared.Loop.Host.Url };
        using var response = await http.GetAsync("/v1/uploads", TestContext.Current.CancellationToken);
        Assert.Equal(401, (int)response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        Assert.Equal("unauthenticated", (string)JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["code"]!);
    }

    [Fact]
    public async Task a_key_of_somebody_else_is_refused() => Assert.Equal(401, await StatusAsync(new Jwt().For("alice")));

    [Fact]
    public async Task an_unsigned_token_is_refused() => Assert.Equal(401, await StatusAsync(shared.Loop.Tokens.Sign(Jwt.Claims("alice"), "none")));

    [Fact]
    public async Task another_algorithm_is_refused() => Assert.Equal(401, await StatusAsync(shared.Loop.Tokens.Sign(Jwt.Claims("alice"), "RS256")));

    [Fact]
    public Task a_token_that_expired_61_seconds_ago_is_refused() => RefusedAsync(claims => claims["exp"] = DateTimeOffset.UtcNow.AddSeconds(-61).ToUnixTimeSeconds());

    [Fact]
    public Task a_token_of_tomorrow_is_refused() => RefusedAsync(claims => claims["nbf"] = DateTimeOffset.UtcNow.AddMinutes(2).ToUnixTimeSeconds());

    [Fact]
    public async Task clocks_may_differ_a_little()
    {
        var claims = Jwt.Claims("alice");
        claims["exp"] = DateTimeOffset.UtcNow.AddSeconds(-20).ToUnixTimeSeconds();
        Assert.Equal(200, await StatusAsync(shared.Loop.Tokens.Sign(claims)));
        claims["nbf"] = DateTimeOffset.UtcNow.AddSeconds(50).ToUnixTimeSeconds();
        claims["exp"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds();
        Assert.Equal(200, await StatusAsync(shared.Loop.Tokens.Sign(claims)));
    }

    [Fact]
    public Task a_token_without_an_end_is_refused() => RefusedAsync(claims => claims.Remove("exp"));

    [Fact]
    public Task another_issuer_is_refused() => RefusedAsync(claims => claims["iss"] = "https://other.example");

    [Fact]
    public Task another_audience_is_refused() => RefusedAsync(claims => claims["aud"] = "other");

    [Fact]
    public Task a_token_without_a_user_is_refused() => RefusedAsync(claims => claims.Remove("sub"));

    [Fact]
    public Task an_empty_user_is_refused() => RefusedAsync(claims => claims["sub"] = "");

    [Fact]
    public Task two_users_are_refused() => RefusedAsync(claims => claims["sub"] = new JsonArray("alice", "bob"));

    [Fact]
    public Task a_user_of_129_bytes_is_refused() => RefusedAsync(claims => claims["sub"] = new string('u', 129));

    [Theory]
    [InlineData(8192, 200)]
    [InlineData(8193, 401)]
    public async Task a_token_may_have_8192_bytes(int length, int status)
    {
        var claims = Jwt.Claims("alice");
        var token = Enumerable.Range(5000, 2000).Select(more => Padded(claims, more)).First(token => token.Length == length);
        Assert.Equal(status, await StatusAsync(token));
        if (status == 401)
            await HostLog.WithAsync(shared.Loop.Host, "refused: it is over 8 KB");
    }

    [Theory]
    [InlineData(".a.b", "it has five parts")]
    [InlineData(".a", "it is not three parts")]
    public async Task a_token_of_more_than_three_parts_is_refused(string more, string reason)
    {
        Assert.Equal(401, await StatusAsync($"{shared.Loop.Tokens.For("alice")}{more}"));
        await HostLog.WithAsync(shared.Loop.Host, $"refused: {reason}");
    }

    [Theory]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("bm90IEpTT04.e30.e30")]
    [InlineData("W10.e30.e30")]
    [InlineData("eyJhbGciOlsiSFMyNTYiXX0.e30.e30")]
    public async Task a_token_without_a_readable_header_is_refused(string token) => Assert.Equal(401, await StatusAsync(token));

    [Fact]
    public async Task with_two_issuers_the_owner_names_the_issuer()
    {
        await using var loop = await WatchedLoop.StartAsync(new() { ["Authentication__Schemes__Bearer__ValidIssuers__0"] = "https://other.example" });
        using var alice = loop.ClientFor("alice");
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" });
        Assert.Equal($"{Jwt.Issuer}|alice", (string)(await alice.ReadAsync(grant))["userId"]!);
    }

    private string Padded(JsonObject claims, int length)
    {
        claims["more"] = new string('x', length);
        return shared.Loop.Tokens.Sign(claims);
    }

    private async Task RefusedAsync(Action<JsonObject> spoil)
    {
        var claims = Jwt.Claims("alice");
        spoil(claims);
        Assert.Equal(401, await StatusAsync(shared.Loop.Tokens.Sign(claims)));
    }

    private async Task<int> StatusAsync(string token)
    {
        using var client = new GatewayClient(shared.Loop.Host.Url, token);
        return (await client.SendAsync(HttpMethod.Get, "/v1/uploads")).Status;
    }
}
