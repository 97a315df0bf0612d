using SignGateway.Uploads;
using SignGateway.Uploads.InMemory;

namespace SignGateway.Storage.Tests.Guards;

public sealed class InProcessReplayGuardTests : ReplayGuardContract
{
    private readonly SetTime _time = new();

    public InProcessReplayGuardTests() => Guard = new InProcessReplayGuard(_time, capacity: 3);

    protected override IReplayGuard Guard { get; }

    [Fact]
    public async Task a_claim_lapses_at_the_end_of_its_lease()
    {
        await Guard.ClaimAsync(Key, Lease, Token);
        _time.Pass(Lease - TimeSpan.FromTicks(1));
        Assert.IsType<GuardClaim.Busy>(await Guard.ClaimAsync(Key, Lease, Token));

        _time.Pass(TimeSpan.FromTicks(1));

        Assert.IsType<GuardClaim.Held>(await Guard.ClaimAsync(Key, Lease, Token));
    }

    [Fact]
    public async Task an_answer_is_forgotten_when_its_time_is_over()
    {
        await Guard.AnswerAsync(Key, "answer", Keep, Token);

        _time.Pass(Keep);

        Assert.IsType<GuardClaim.Held>(await Guard.ClaimAsync(Key, Lease, Token));
    }

    [Fact]
    public async Task a_full_guard_forgets_the_oldest_answer_first()
    {
        await Guard.AnswerAsync("1", "one", Keep, Token);
        _time.Pass(TimeSpan.FromSeconds(1));
        await Guard.AnswerAsync("2", "two", Keep, Token);
        await Guard.ClaimAsync("3", Lease, Token);

        await Guard.ClaimAsync("4", Lease, Token);

        Assert.Equal(new GuardClaim.Answered("two"), await Guard.ClaimAsync("2", Lease, Token));
        Assert.IsType<GuardClaim.Busy>(await Guard.ClaimAsync("3", Lease, Token));
        Assert.IsType<GuardClaim.Busy>(await Guard.ClaimAsync("4", Lease, Token));
    }

    [Fact]
    public async Task a_guard_full_of_live_claims_lets_further_callers_through()
    {
        foreach (var key in new[] { "1", "2", "3" })
            await Guard.ClaimAsync(key, Lease, Token);

        Assert.IsType<GuardClaim.Held>(await Guard.ClaimAsync("4", Lease, Token));
        Assert.IsType<GuardClaim.Held>(await Guard.ClaimAsync("4", Lease, Token));
        Assert.IsType<GuardClaim.Busy>(await Guard.ClaimAsync("1", Lease, Token));
    }

    [Fact]
    public async Task lapsed_claims_make_room()
    {
        foreach (var key in new[] { "1", "2", "3" })
            await Guard.ClaimAsync(key, Lease, Token);

        _time.Pass(Lease);

        await Guard.ClaimAsync("4", Lease, Token);
        Assert.IsType<GuardClaim.Busy>(await Guard.ClaimAsync("4", Lease, Token));
    }
}
