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

    [Fact]
    public async Task answers_of_64_megabytes_are_remembered_and_then_the_first_are_forgotten()
    {
        var guard = new InProcessReplayGuard(_time);
        foreach (var number in Enumerable.Range(0, 70))
            await guard.AnswerAsync($"{number}", AnswerOf(number, 1024 * 1024), Keep, Token);

        var remembered = Enumerable.Range(0, 70).Where(number => guard.ClaimAsync($"{number}", Lease, Token).Result is GuardClaim.Answered(var answer) && answer == AnswerOf(number, 1024 * 1024));

        Assert.Equal(Enumerable.Range(6, 64), remembered);
    }

    [Fact]
    public async Task an_answer_of_more_than_a_megabyte_is_not_worth_remembering()
    {
        await Guard.AnswerAsync(Key, AnswerOf(1, 1024 * 1024 + 1), Keep, Token);

        Assert.IsType<GuardClaim.Held>(await Guard.ClaimAsync(Key, Lease, Token));
    }

    [Fact]
    public async Task whatever_is_remembered_is_what_was_answered_last()
    {
        var guard = new InProcessReplayGuard(_time, capacity: 500);
        var random = new Random(20261122);
        var last = new Dictionary<string, (string Answer, DateTimeOffset End)>();
        var found = 0;
        for (var step = 0; step < 5_000; step++)
        {
            var key = $"{random.Next(700)}";
            _time.Pass(TimeSpan.FromMinutes(random.Next(3)));
            switch (random.Next(4))
            {
                case 0:
                    await guard.ForgetAsync(key, Token);
                    last.Remove(key);
                    break;
                case 1 when await guard.ClaimAsync(key, TimeSpan.FromTicks(1), Token) is GuardClaim.Answered(var answer):
                    Assert.Equal((last[key].Answer, true), (answer, last[key].End > _time.GetUtcNow()));
                    found++;
                    break;
                default:
                    last[key] = (AnswerOf(step, random.Next(400_000)), _time.GetUtcNow() + Keep);
                    await guard.AnswerAsync(key, last[key].Answer, Keep, Token);
                    break;
            }
        }

        Assert.InRange(found, 100, 5_000);
    }

    private static string AnswerOf(int number, int length) => $"{number}".PadRight(length, (char)('a' + number % 26))[..length];
}
