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
    public Task an_expired_token_is_refused() => RefusedAsync(claims => claims["exp"] = DateTimeOffset.UtcNow.AddMinutes(-2).ToUnixTimeSeconds());

    [Fact]
    public Task a_token_of_tomorrow_is_refused() => RefusedAsync(claims => claims["nbf"] = DateTimeOffset.UtcNow.AddMinutes(2).ToUnixTimeSeconds());

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

    [Fact]
    public Task a_token_over_8_kilobytes_is_refused() => RefusedAsync(claims => claims["more"] = new string('x', 8 * 1024));

    [Fact]
    public async Task a_token_of_five_parts_is_refused() => Assert.Equal(401, await StatusAsync($"{shared.Loop.Tokens.For("alice")}.a.b"));

    [Fact]
    public async Task with_two_issuers_the_owner_names_the_issuer()
    {
        await using var loop = await WatchedLoop.StartAsync(new() { ["Authentication__Schemes__Bearer__ValidIssuers__0"] = "https://other.example" });
        using var alice = loop.ClientFor("alice");
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "a.bin" });
        Assert.Equal($"{Jwt.Issuer}|alice", (string)(await alice.ReadAsync(grant))["userId"]!);
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
