using System.Diagnostics;
using SignGateway.Host.Authentication;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Authentication;

public sealed class KeyRotationTests
{
    [Fact]
    public async Task a_rotated_key_is_taken_at_once_and_a_thousand_made_up_ones_fetch_few_times()
    {
        await using var shared = new IssuerLoop();
        await shared.InitializeAsync();
        Assert.Equal(200, await shared.StatusAsync(shared.Issuer.For("alice")));
        Assert.Equal(1, shared.Issuer.Fetches);

        var watch = Stopwatch.StartNew();
        shared.Issuer.Rotate("second");
        Assert.Equal(200, await shared.StatusAsync(shared.Issuer.For("alice")));
        Assert.Equal(2, shared.Issuer.Fetches);

        await Parallel.ForEachAsync(Enumerable.Range(0, 1000), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
            Assert.Equal(401, await shared.StatusAsync(shared.Issuer.Sign(shared.Issuer.Claims("alice"), keyId: $"unknown-{number}"))));
        Assert.InRange(shared.Issuer.Fetches, 2, 2 + (int)(watch.Elapsed / IssuerKeys.Interval));
        Assert.Equal(200, await shared.StatusAsync(shared.Issuer.For("bob")));
    }

    [Fact]
    public async Task an_authority_that_is_away_refuses_its_tokens_and_nobody_elses()
    {
        await using var shared = new IssuerLoop();
        await shared.InitializeAsync();
        shared.Issuer.Broken = true;
        Assert.Equal(401, await shared.StatusAsync(shared.Issuer.For("alice")));
        Assert.Equal(200, await shared.StatusAsync(shared.Loop.Tokens.For("alice")));
        await HostLog.WithAsync(shared.Loop.Host, "A bearer token was refused: the issuer's signing keys");
    }
}
