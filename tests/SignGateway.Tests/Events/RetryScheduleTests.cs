using SignGateway.Events.Delivery;
using Xunit;

namespace SignGateway.Tests.Events;

public sealed class RetryScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<int, TimeSpan> Published => new()
    {
        { 1, TimeSpan.FromSeconds(5) },
        { 2, TimeSpan.FromMinutes(5) },
        { 3, TimeSpan.FromMinutes(30) },
        { 4, TimeSpan.FromHours(2) },
        { 5, TimeSpan.FromHours(5) },
        { 6, TimeSpan.FromHours(10) },
        { 7, TimeSpan.FromHours(14) },
        { 8, TimeSpan.FromHours(20) },
        { 9, TimeSpan.FromHours(24) },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void each_pause_is_the_published_one_or_up_to_a_tenth_more(int attempts, TimeSpan published)
    {
        var pauses = Enumerable.Range(0, 200).Select(_ => RetrySchedule.Next(attempts, Now, null)!.Value - Now).ToList();
        Assert.All(pauses, pause => Assert.InRange(pause, published, published * 1.1));
        Assert.True(pauses.Distinct().Count() > 1, "What failed together would come together again.");
    }

    [Fact]
    public void after_the_tenth_attempt_there_is_none() => Assert.Null(RetrySchedule.Next(10, Now, TimeSpan.FromHours(1)));

    [Theory]
    [InlineData(1, 60, 60)]
    [InlineData(1, 90_000, 86_400)]
    public void a_longer_pause_is_granted_within_a_day(int attempts, int wish, int granted) =>
        Assert.Equal(Now.AddSeconds(granted), RetrySchedule.Next(attempts, Now, TimeSpan.FromSeconds(wish)));

    [Theory]
    [InlineData(1)]
    [InlineData(-100)]
    public void a_shorter_one_is_not(int wish) => Assert.True(RetrySchedule.Next(3, Now, TimeSpan.FromSeconds(wish)) >= Now.AddMinutes(30));
}
