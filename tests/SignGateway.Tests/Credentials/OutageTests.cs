using Xunit;

namespace SignGateway.Tests.Credentials;

/// <summary>What a run of STS being down does to callers. A caller asks for a grant's life and half a minute more.</summary>
public sealed class OutageTests
{
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(25);

    public static TheoryData<double, double, byte> Bridged => new()
    {
        { 120, 10, 0 },
        { 120, 10, 255 },
        { 60, 4, 0 },
        { 60, 4, 255 },
    };

    [Theory]
    [MemberData(nameof(Bridged))]
    public async Task of_25_minutes_is_noticed_by_nobody_whenever_it_begins(double tokenMinutes, double grantMinutes, byte jitter)
    {
        for (var minute = 0; minute < tokenMinutes; minute++)
        {
            await using var sts = new SharedUnderTest(jitter);
            sts.Fetcher.Life = TimeSpan.FromMinutes(tokenMinutes);
            var refused = await sts.OutageAsync(
                TimeSpan.FromMinutes(grantMinutes + 0.5), TimeSpan.FromMinutes(minute), Outage, TimeSpan.FromMinutes(2 * tokenMinutes), TimeSpan.FromSeconds(7));
            Assert.Empty(refused);
        }
    }

    [Fact]
    public async Task with_short_tokens_and_long_grants_turns_callers_away_from_the_moment_a_whole_grant_no_longer_fits_until_it_ends()
    {
        await using var sts = new SharedUnderTest();
        var (step, life, from) = (TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10.5), TimeSpan.FromMinutes(29));

        var refused = await sts.OutageAsync(life, from, Outage, TimeSpan.FromHours(2), step);

        Assert.Equal(TimeSpan.FromMinutes(60) - life + step, refused[0]);
        Assert.InRange(refused[^1] + step, from + Outage, from + Outage + TimeSpan.FromSeconds(60));
        Assert.Equal((refused[^1] - refused[0]) / step, refused.Count - 1);
    }

    [Fact]
    public async Task tells_who_is_turned_away_when_to_come_back_and_keeps_its_word()
    {
        await using var sts = new SharedUnderTest();
        var life = TimeSpan.FromMinutes(10.5);
        await sts.OutageAsync(life, TimeSpan.FromMinutes(29), TimeSpan.FromHours(1), TimeSpan.FromMinutes(52), TimeSpan.FromSeconds(1));
        var refused = await sts.RefusedAsync(life);
        Assert.Equal("STS is down", refused.Reason);

        sts.Fetcher.Instead = null;
        var fetches = sts.Fetcher.Times.Count;
        sts.Time.Pass(refused.RetryAfter - TimeSpan.FromSeconds(1));
        await sts.RefusedAsync(life);
        Assert.Equal(fetches, sts.Fetcher.Times.Count);
        sts.Time.Pass(TimeSpan.FromSeconds(1));
        await sts.ServedAsync(life);
    }

    [Fact]
    public async Task leaves_short_lives_served_for_as_long_as_the_token_lives()
    {
        await using var sts = new SharedUnderTest();
        var refused = await sts.OutageAsync(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(29), TimeSpan.FromMinutes(29.5), TimeSpan.FromHours(2), TimeSpan.FromSeconds(1));
        Assert.Empty(refused);
    }
}
