using System.Security.Cryptography;
using SignGateway.Credentials;
using SignGateway.Credentials.Fetchers;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Credentials;

public sealed class SharedCredentialsTests
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task a_thousand_callers_on_a_cold_start_make_one_call()
    {
        await using var host = new CredentialHost(CredentialHost.Sts());
        var gate = new TaskCompletionSource();
        host.Service.Gate = gate.Task;

        var callers = Enumerable.Range(0, 1000).Select(_ => Task.Run(() => host.GetAsync())).ToList();
        await CredentialHost.UntilAsync(() => host.Service.Calls.Count > 0);
        gate.SetResult();

        Assert.All(await Task.WhenAll(callers), outcome => Assert.IsType<CredentialsOutcome.Available>(outcome));
        Assert.Single(host.Service.Calls);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    [InlineData(255)]
    public async Task a_day_of_hourly_tokens_takes_no_more_than_52_fetches(byte jitter)
    {
        await using var sts = new SharedUnderTest(jitter);
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromDays(1); passed += TimeSpan.FromSeconds(5))
        {
            await sts.ServedAsync(Life);
            sts.Time.Pass(TimeSpan.FromSeconds(5));
        }

        Assert.InRange(sts.Fetcher.Times.Count, 48, 52);
    }

    [Theory]
    [InlineData(60, 10, 0, 30)]
    [InlineData(60, 10, 255, 28.5)]
    [InlineData(15, 8, 0, 5)]
    [InlineData(120, 50, 0, 60)]
    [InlineData(60, 57, 0, 1)]
    [InlineData(60, 59, 0, 0.5)]
    public async Task is_renewed_at_half_its_life_or_two_minutes_before_it_no_longer_serves(double tokenMinutes, double askedMinutes, byte jitter, double renewedAt)
    {
        await using var sts = new SharedUnderTest(jitter);
        sts.Fetcher.Life = TimeSpan.FromMinutes(tokenMinutes);
        await sts.ServedAsync(TimeSpan.FromMinutes(askedMinutes));

        sts.Time.Pass(TimeSpan.FromMinutes(renewedAt) - TimeSpan.FromSeconds(1));
        Assert.Single(sts.Fetcher.Times);
        sts.Time.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(2, sts.Fetcher.Times.Count);
    }

    [Fact]
    public async Task a_longer_life_than_before_moves_the_renewal_forward()
    {
        await using var sts = new SharedUnderTest();
        await sts.ServedAsync(Life);
        sts.Time.Pass(TimeSpan.FromMinutes(1));
        await sts.ServedAsync(TimeSpan.FromMinutes(50));
        sts.Time.Pass(TimeSpan.FromMinutes(7));
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromMinutes(8)], sts.Fetches);
    }

    [Fact]
    public async Task more_life_than_is_left_is_worth_a_fetch_that_is_waited_for()
    {
        await using var sts = new SharedUnderTest();
        await sts.ServedAsync(Life);
        sts.Time.Pass(TimeSpan.FromMinutes(20));
        await sts.ServedAsync(TimeSpan.FromMinutes(50));
        Assert.Equal(2, sts.Fetcher.Times.Count);
    }

    [Fact]
    public async Task more_life_than_any_token_has_is_refused_without_a_storm_of_fetches()
    {
        await using var sts = new SharedUnderTest();
        var refused = await sts.RefusedAsync(TimeSpan.FromHours(2));
        Assert.Contains("2026-01-01 13:00:00Z", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(30), refused.RetryAfter);
        for (var count = 0; count < 100; count++)
            await sts.RefusedAsync(TimeSpan.FromHours(2));
        Assert.Single(sts.Fetcher.Times);

        await sts.ServedAsync(Life);
        sts.Time.Pass(TimeSpan.FromMinutes(29));
        Assert.Single(sts.Fetcher.Times);
    }

    [Fact]
    public async Task an_hour_on_a_token_that_the_service_only_repeats_costs_few_fetches()
    {
        await using var sts = new SharedUnderTest();
        var same = await sts.Fetcher.FetchAsync(CancellationToken.None);
        sts.Fetcher.Instead = same;
        for (var minute = 0; minute < 50; minute++)
        {
            await sts.ServedAsync(Life);
            sts.Time.Pass(TimeSpan.FromMinutes(1));
        }

        Assert.InRange(sts.Fetcher.Times.Count, 3, 12);
    }

    [Fact]
    public async Task what_is_known_is_not_given_up_for_what_ends_earlier()
    {
        await using var sts = new SharedUnderTest();
        var known = await sts.ServedAsync(Life);
        sts.Fetcher.Life = TimeSpan.FromMinutes(11);
        sts.Time.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal(2, sts.Fetcher.Times.Count);
        Assert.Equal(known, await sts.ServedAsync(Life));
    }

    [Fact]
    public async Task what_never_ends_is_never_renewed()
    {
        await using var sts = new SharedUnderTest();
        sts.Fetcher.Life = null;
        await sts.ServedAsync(TimeSpan.FromDays(7));
        sts.Time.Pass(TimeSpan.FromDays(400));
        await sts.ServedAsync(TimeSpan.FromDays(7));
        Assert.Single(sts.Fetcher.Times);
    }

    [Fact]
    public async Task failures_back_off_up_to_a_minute_however_many_ask()
    {
        await using var sts = new SharedUnderTest();
        sts.Fetcher.Instead = new FetchOutcome.Failed("STS is down");
        for (var second = 0; second < 300; second++)
        {
            for (var caller = 0; caller < 10; caller++)
                await sts.RefusedAsync(Life);
            sts.Time.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([0, 1, 3, 7, 15, 31, 63, 113, 163, 213, 263], sts.Fetches.Select(time => time.TotalSeconds));
    }

    [Fact]
    public async Task a_longer_life_than_before_does_not_cut_a_pause_short()
    {
        await using var sts = new SharedUnderTest();
        await sts.ServedAsync(TimeSpan.FromMinutes(1));
        sts.Fetcher.Instead = new FetchOutcome.Failed("STS is down");
        sts.Time.Pass(TimeSpan.FromMinutes(30));
        for (var minute = 2; minute < 20; minute++)
            await sts.ServedAsync(TimeSpan.FromMinutes(minute));
        sts.Time.Pass(TimeSpan.Zero);
        Assert.Equal(2, sts.Fetcher.Times.Count);
    }

    [Fact]
    public async Task throttling_backs_off_from_five_seconds()
    {
        await using var sts = new SharedUnderTest();
        sts.Fetcher.Instead = new FetchOutcome.Throttled("too many");
        for (var second = 0; second < 300; second++)
        {
            Assert.Equal("too many", (await sts.RefusedAsync(Life)).Reason);
            sts.Time.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([0, 5, 15, 35, 75, 125, 175, 225, 275], sts.Fetches.Select(time => time.TotalSeconds));
    }

    [Fact]
    public async Task pauses_differ_between_replicas_and_stay_within_a_minute()
    {
        await using var sts = new SharedUnderTest(jitter: 255);
        sts.Fetcher.Instead = new FetchOutcome.Failed("STS is down");
        await sts.RefusedAsync(Life);
        for (var second = 0; second < 300; second++)
            sts.Time.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal([2, 3, 5, 10, 20, 39, 60, 60, 60], sts.Fetches.Zip(sts.Fetches.Skip(1), (one, next) => (next - one).TotalSeconds));
    }

    [Fact]
    public async Task who_leaves_does_not_cancel_what_others_wait_for()
    {
        await using var sts = new SharedUnderTest();
        var gate = new TaskCompletionSource();
        sts.Fetcher.Gate = gate.Task;
        using var leaving = new CancellationTokenSource();
        var first = sts.GetAsync(Life, leaving.Token);
        var second = sts.GetAsync(Life);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.IsType<CredentialsOutcome.Available>(await second);
        Assert.Single(sts.Fetcher.Times);
    }

    [Fact]
    public async Task a_renewal_in_the_background_holds_nobody_up()
    {
        await using var sts = new SharedUnderTest();
        var known = await sts.ServedAsync(Life);
        var gate = new TaskCompletionSource();
        sts.Fetcher.Gate = gate.Task;
        sts.Time.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal(2, sts.Fetcher.Times.Count);
        Assert.Equal(known, await sts.ServedAsync(Life));
        gate.SetResult();
    }

    [Fact]
    public async Task dispose_ends_the_timer()
    {
        var sts = new SharedUnderTest();
        await sts.ServedAsync(Life);
        await sts.DisposeAsync();
        sts.Time.Pass(TimeSpan.FromHours(3));
        await sts.RefusedAsync(Life);
        Assert.Single(sts.Fetcher.Times);
    }

    [Fact]
    public async Task dispose_ends_a_fetch_that_hangs_and_who_waits_for_it_is_refused()
    {
        var sts = new SharedUnderTest();
        sts.Fetcher.Gate = new TaskCompletionSource().Task;
        var waiting = sts.GetAsync(Life);
        await sts.DisposeAsync();
        Assert.Equal("the gateway is stopping", Assert.IsType<CredentialsOutcome.Unavailable>(await waiting).Reason);
        Assert.Empty(sts.Log.Lines);
    }

    [Fact]
    public async Task a_fetch_that_breaks_is_told_by_its_type_alone_and_tried_again()
    {
        await using var sts = new SharedUnderTest();
        sts.Fetcher.Bug = new CryptographicException("with the secret in its text");
        Assert.Equal("the fetch broke (CryptographicException)", (await sts.RefusedAsync(Life)).Reason);
        sts.Fetcher.Bug = null;
        sts.Time.Pass(TimeSpan.FromSeconds(1));
        await sts.ServedAsync(Life);
        Assert.DoesNotContain(sts.Log.Lines, line => line.Contains("in its text", StringComparison.Ordinal));
    }

    [Fact]
    public async Task each_attempt_is_logged_once()
    {
        await using var sts = new SharedUnderTest();
        sts.Fetcher.Instead = new FetchOutcome.Failed("STS is down");
        await sts.RefusedAsync(Life);
        await sts.RefusedAsync(Life);
        sts.Fetcher.Instead = null;
        sts.Time.Pass(TimeSpan.FromSeconds(1));
        await sts.ServedAsync(Life);
        await sts.ServedAsync(Life);

        Assert.Equal(2, sts.Log.Lines.Count);
        Assert.Contains("STS is down", sts.Log.Lines[0], StringComparison.Ordinal);
        Assert.Contains("01/01/2026 13:00:01", sts.Log.Lines[1], StringComparison.Ordinal);
    }
}
