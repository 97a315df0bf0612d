using System.Net;
using SignGateway.Limits;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Limits;

public sealed class RateWindowsTests
{
    private readonly SetTime _time = new();

    [Fact]
    public void many_at_once_get_exactly_the_limit()
    {
        var windows = new RateWindows(_time);
        var admitted = 0;

        Parallel.For(0, 2000, _ =>
        {
            if (windows.Take("a", 1, 100).IsAdmitted)
                Interlocked.Increment(ref admitted);
        });

        Assert.Equal(100, admitted);
    }

    [Fact]
    public void a_key_over_the_bound_makes_it_forget_the_oldest_and_nobody_else()
    {
        var windows = new RateWindows(_time);
        for (var key = 0; key < RateWindows.MaxKeys; key++)
            windows.Add($"{key}");
        Assert.NotNull(windows.Over("0", 1));

        windows.Add("one more");

        Assert.Null(windows.Over("0", 1));
        Assert.NotNull(windows.Over("1", 1));
        Assert.NotNull(windows.Over("one more", 1));
    }

    [Fact]
    public void each_key_has_its_own_minute()
    {
        var windows = new RateWindows(_time);
        windows.Add("a");
        _time.Pass(TimeSpan.FromSeconds(30));
        windows.Add("b");
        _time.Pass(TimeSpan.FromSeconds(30));

        Assert.Null(windows.Over("a", 1));
        Assert.Equal(TimeSpan.FromSeconds(30), windows.Over("b", 1)!.Reset);
    }

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::/64")]
    public void an_ipv6_network_is_one_address(string address, string key) => Assert.Equal(key, ClientAddress.Of(IPAddress.Parse(address)));
}
