using SignGateway.Admin.Statistics;
using Xunit;

namespace SignGateway.Tests.Admin.Statistics;

public sealed class LatencyBucketTests
{
    [Theory]
    [InlineData(0.001)]
    [InlineData(0.0123)]
    [InlineData(0.5)]
    [InlineData(4)]
    public void a_percentile_is_right_within_a_tenth(double seconds)
    {
        var counts = new Dictionary<string, long> { [LatencyBuckets.Name("sign", seconds)] = 1 };
        Assert.InRange(LatencyBuckets.Percentile("sign", counts, 0.5)!.Value / 1000, seconds * 0.9, seconds * 1.1);
    }

    [Fact]
    public void percentiles_lie_where_their_rank_is()
    {
        var counts = new Dictionary<string, long> { [LatencyBuckets.Name("sign", 0.001)] = 98, [LatencyBuckets.Name("sign", 0.1)] = 1, [LatencyBuckets.Name("sign", 1)] = 1 };
        Assert.InRange(LatencyBuckets.Percentile("sign", counts, 0.5)!.Value, 0.9, 1.1);
        Assert.InRange(LatencyBuckets.Percentile("sign", counts, 0.99)!.Value, 90, 110);
        Assert.InRange(LatencyBuckets.Percentile("sign", counts, 1)!.Value, 900, 1100);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(3600)]
    [InlineData(double.MaxValue)]
    public void whatever_is_measured_has_a_bucket(double seconds) => Assert.StartsWith("callback.", LatencyBuckets.Name("callback", seconds), StringComparison.Ordinal);

    [Fact]
    public void of_nothing_there_is_no_percentile() => Assert.Null(LatencyBuckets.Percentile("sign", new Dictionary<string, long>(), 0.5));
}
