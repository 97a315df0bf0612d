using SignGateway.Protocol.Multipart;
using Xunit;

namespace SignGateway.Protocol.Tests.Multipart;

public sealed class PartPlanTests
{
    private const long MiB = 1L << 20;

    [Theory]
    [InlineData(1, 8 * MiB, 1, 1)]
    [InlineData(8 * MiB, 8 * MiB, 1, 8 * MiB)]
    [InlineData((8 * MiB) + 1, 8 * MiB, 2, 1)]
    [InlineData(100 * MiB, 8 * MiB, 13, 4 * MiB)]
    [InlineData(80_000 * MiB, 8 * MiB, 10_000, 8 * MiB)]
    [InlineData((80_000 * MiB) + 1, 16 * MiB, 5001, 1)]
    [InlineData(10_000 * (5L << 30), 5L << 30, 10_000, 5L << 30)]
    public void takes_the_smallest_multiple_of_the_part_size_with_which_there_are_not_too_many(long size, long partSize, int count, long last)
    {
        var plan = PartPlan.For(size, 8 * MiB);
        Assert.Equal((partSize, count, last), (plan.PartSize, plan.Count, plan.SizeOf(plan.Count)));
    }

    [Theory]
    [InlineData(1, 100 * 1024)]
    [InlineData(5_000_000, 100 * 1024)]
    [InlineData(3L << 40, 3L << 30)]
    [InlineData(PartPlan.MaxSize, 3L << 30)]
    [InlineData(PartPlan.MaxSize, 100 * 1024)]
    [InlineData(PartPlan.MaxSize - 1, 7 * MiB)]
    public void the_parts_are_the_whole_object_and_each_is_one_that_OSS_takes(long size, long step)
    {
        var plan = PartPlan.For(size, step);
        Assert.InRange(plan.Count, 1, PartPlan.MaxCount);
        Assert.InRange(plan.PartSize, PartPlan.MinPartSize, PartPlan.MaxPartSize);
        Assert.InRange(plan.SizeOf(plan.Count), 1, plan.PartSize);
        Assert.Equal(size, Enumerable.Range(1, plan.Count).Sum(plan.SizeOf));
    }

    [Theory]
    [InlineData(0, 8 * MiB)]
    [InlineData(PartPlan.MaxSize + 1, 8 * MiB)]
    [InlineData(1, PartPlan.MinPartSize - 1)]
    [InlineData(1, PartPlan.MaxPartSize + 1)]
    public void what_OSS_takes_in_no_way_is_a_bug(long size, long step) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PartPlan.For(size, step));
}
