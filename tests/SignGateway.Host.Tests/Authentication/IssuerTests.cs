using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Authentication;

/// <summary>A good token of an issuer that publishes its keys, broken in one way at a time.</summary>
public sealed class IssuerTests(IssuerLoop shared) : IClassFixture<IssuerLoop>
{
    private StandInIssuer Issuer => shared.Issuer;

    [Fact]
    public async Task both_issuers_are_taken_and_their_users_are_kept_apart()
    {
        Assert.Equal(200, await shared.StatusAsync(Issuer.For("alice")));
        using var one = new GatewayClient(shared.Loop.Host.Url, Issuer.For("alice"));
        using var other = shared.Loop.ClientFor("alice");
        var grant = await one.SignAsync(new JsonObject { ["fileName"] = "a.bin" });
        Assert.Equal($"{Issuer.Url}|alice", (string)(await one.ReadAsync(grant))["userId"]!);
        Assert.Equal(404, (await other.SendAsync(HttpMethod.Get, (string)grant["statusUrl"]!)).Status);
    }

    [Fact]
    public Task no_algorithm_is_refused() => RefusedAsync(Issuer.Sign(Issuer.Claims("alice"), "none"), "its algorithm");

    [Fact]
    public Task an_algorithm_that_is_not_pinned_is_refused_even_if_its_signature_is_right() =>
        RefusedAsync(Issuer.Sign(Issuer.Claims("alice"), "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"), "its algorithm");

    [Fact]
    public async Task the_public_key_is_nobodys_shared_secret()
    {
        var pem = Issuer.PublicKeyPem;
        var der = Convert.FromBase64String(string.Concat(pem.Split('\n')[1..^1]));
        foreach (var secret in (byte[][])[Encoding.ASCII.GetBytes(pem), Encoding.ASCII.GetBytes(pem + "\n"), der])
            Assert.Equal(401, await shared.StatusAsync(Issuer.SignHs256(Issuer.Claims("alice"), secret)));
    }

    [Fact]
    public async Task a_signature_of_another_key_is_refused()
    {
        await using var stranger = await StandInIssuer.StartAsync();
        await RefusedAsync(stranger.Sign(Issuer.Claims("alice")), "its signature");
    }

    [Fact]
    public Task another_issuer_is_refused() => SpoiledAsync(claims => claims["iss"] = "https://other.example", "its issuer");

    [Fact]
    public Task one_issuer_cannot_speak_for_another() => SpoiledAsync(claims => claims["iss"] = Jwt.Issuer, "no key");

    [Fact]
    public async Task nor_the_other_for_the_one() => Assert.Equal(401, await shared.StatusAsync(shared.Loop.Tokens.Sign(Issuer.Claims("alice"))));

    [Fact]
    public Task another_audience_is_refused() => SpoiledAsync(claims => claims["aud"] = "other", "its audience");

    [Fact]
    public Task an_expired_token_is_refused() => SpoiledAsync(claims => claims["exp"] = DateTimeOffset.UtcNow.AddSeconds(-61).ToUnixTimeSeconds(), "it has expired");

    [Fact]
    public Task a_token_of_tomorrow_is_refused() => SpoiledAsync(claims => claims["nbf"] = DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds(), "it is not valid yet");

    [Fact]
    public Task a_token_without_an_end_is_refused() => SpoiledAsync(claims => claims.Remove("exp"), "it has no end");

    [Fact]
    public Task a_token_of_nobody_is_refused() => SpoiledAsync(claims => claims.Remove("sub"), "it names no user");

    [Fact]
    public Task an_unknown_key_is_refused() => RefusedAsync(Issuer.Sign(Issuer.Claims("alice"), keyId: "unknown"), "no key");

    private async Task SpoiledAsync(Action<JsonObject> spoil, string reason)
    {
        var claims = Issuer.Claims("alice");
        claims["marker"] = $"claim-{RandomNumberGenerator.GetHexString(16)}";
        spoil(claims);
        await RefusedAsync(Issuer.Sign(claims), reason);
        Assert.DoesNotContain((string)claims["marker"]!, shared.Loop.Host.Output, StringComparison.Ordinal);
    }

    private async Task RefusedAsync(string token, string reason)
    {
        Assert.Equal(401, await shared.StatusAsync(token));
        var log = await HostLog.WithAsync(shared.Loop.Host, $"A bearer token was refused: {reason}");
        Assert.Contains("trce:", log, StringComparison.Ordinal);
        Assert.All(token.Split('.')[1..], part => Assert.DoesNotContain(part, log, StringComparison.Ordinal));
    }
}
