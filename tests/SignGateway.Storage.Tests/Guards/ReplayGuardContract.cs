using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Guards;

/// <summary>What every replay guard promises.</summary>
public abstract class ReplayGuardContract
{
    protected static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    protected static readonly TimeSpan Keep = TimeSpan.FromDays(1);

    protected abstract IReplayGuard Guard { get; }

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected string Key { get; } = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task the_first_caller_holds_the_claim_and_the_next_finds_it_busy()
    {
        Assert.IsType<GuardClaim.Held>(await Guard.ClaimAsync(Key, Lease, Token));

        Assert.IsType<GuardClaim.Busy>(await Guard.ClaimAsync(Key, Lease, Token));
    }

    [Fact]
    public async Task another_key_is_another_claim()
    {
        await Guard.ClaimAsync(Key, Lease, Token);

        Assert.IsType<GuardClaim.Held>(await Guard.ClaimAsync(Key + "2", Lease, Token));
    }

    [Fact]
    public async Task of_fifty_callers_at_once_one_holds_the_claim()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Guard.ClaimAsync(Key, Lease, Token)));

        Assert.Single(claims, claim => claim is GuardClaim.Held);
        Assert.Equal(49, claims.Count(claim => claim is GuardClaim.Busy));
    }

    [Theory]
    [InlineData("""{"id":"1","fileName":"猫 😀"}""")]
    [InlineData("")]
    [InlineData("c looks like a claim")]
    public async Task repeats_get_the_answer(string answer)
    {
        await Guard.ClaimAsync(Key, Lease, Token);

        await Guard.AnswerAsync(Key, answer, Keep, Token);

        Assert.Equal(new GuardClaim.Answered(answer), await Guard.ClaimAsync(Key, Lease, Token));
    }

    [Fact]
    public async Task an_answer_needs_no_claim()
    {
        await Guard.AnswerAsync(Key, "answer", Keep, Token);

        Assert.Equal(new GuardClaim.Answered("answer"), await Guard.ClaimAsync(Key, Lease, Token));
    }

    [Fact]
    public async Task a_released_key_can_be_claimed_again()
    {
        var held = Assert.IsType<GuardClaim.Held>(await Guard.ClaimAsync(Key, Lease, Token));

        await Guard.ReleaseAsync(Key, held.Token, Token);

        var next = Assert.IsType<GuardClaim.Held>(await Guard.ClaimAsync(Key, Lease, Token));
        Assert.NotEqual(held.Token, next.Token);
    }

    [Fact]
    public async Task an_old_token_does_not_release_the_claim_of_another()
    {
        var held = Assert.IsType<GuardClaim.Held>(await Guard.ClaimAsync(Key, Lease, Token));
        await Guard.ReleaseAsync(Key, held.Token, Token);
        await Guard.ClaimAsync(Key, Lease, Token);

        await Guard.ReleaseAsync(Key, held.Token, Token);

        Assert.IsType<GuardClaim.Busy>(await Guard.ClaimAsync(Key, Lease, Token));
    }

    [Fact]
    public async Task a_release_does_not_take_an_answer_away()
    {
        var held = Assert.IsType<GuardClaim.Held>(await Guard.ClaimAsync(Key, Lease, Token));
        await Guard.AnswerAsync(Key, "answer", Keep, Token);

        await Guard.ReleaseAsync(Key, held.Token, Token);

        Assert.IsType<GuardClaim.Answered>(await Guard.ClaimAsync(Key, Lease, Token));
    }

    [Fact]
    public async Task a_cancelled_caller_is_told_so() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Guard.ClaimAsync(Key, Lease, new CancellationToken(canceled: true)));

    [Fact]
    public async Task answers_a_probe() => await Guard.ProbeAsync(Token);
}
