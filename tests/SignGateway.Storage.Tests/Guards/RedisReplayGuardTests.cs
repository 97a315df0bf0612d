using SignGateway.TestServers;
using SignGateway.Uploads;
using StackExchange.Redis;

namespace SignGateway.Storage.Tests.Guards;

public sealed class RedisReplayGuardTests(SharedRedis redis) : ReplayGuardContract
{
    private static readonly TimeSpan ShortLease = TimeSpan.FromMilliseconds(50);

    protected override IReplayGuard Guard => redis.Storage.Guard;

    [Fact]
    public async Task a_claim_lapses_by_itself()
    {
        await Guard.ClaimAsync(Key, ShortLease, Token);

        await Patience.UntilAsync(
            "the claim to lapse", async () => await Guard.ClaimAsync(Key, Lease, Token) is GuardClaim.Held);
    }

    [Fact]
    public async Task an_answer_is_forgotten_by_itself()
    {
        await Guard.AnswerAsync(Key, "answer", ShortLease, Token);

        await Patience.UntilAsync(
            "the answer to be forgotten", async () => await Guard.ClaimAsync(Key, Lease, Token) is GuardClaim.Held);
    }

    [Fact]
    public async Task replicas_share_claims_and_answers()
    {
        await using var other = StorageUnderTest.OnRedis(redis.ConnectionString);
        await Guard.ClaimAsync(Key, Lease, Token);
        Assert.IsType<GuardClaim.Busy>(await other.Guard.ClaimAsync(Key, Lease, Token));

        await other.Guard.AnswerAsync(Key, "answer", Keep, Token);

        Assert.Equal(new GuardClaim.Answered("answer"), await Guard.ClaimAsync(Key, Lease, Token));
    }

    [Fact]
    public async Task keys_carry_our_prefix_and_an_end()
    {
        await Guard.ClaimAsync(Key, Lease, Token);

        using var client = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var end = await client.GetDatabase().KeyTimeToLiveAsync($"sg:guard:{Key}");

        Assert.InRange(end!.Value, TimeSpan.FromTicks(1), Lease);
    }
}
