using OssSimulator.Objects;

namespace OssSimulator.Tests.Objects;

public sealed class Crc64SumTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(100, 7)]
    [InlineData(3, 65_537)]
    public void is_the_crc_of_both_together(int first, int second)
    {
        var content = new byte[first + second];
        new Random(first).NextBytes(content);
        Assert.Equal(Of(content), Crc64Sum.Join(Of(content[..first]), Of(content[first..]), second));
    }

    [Fact]
    public void is_the_same_however_long_contents_are_put_together()
    {
        const long size = 5L * 1024 * 1024 * 1024;
        var parts = Enumerable.Range(1, 4).Select(seed => Of(BitConverter.GetBytes(seed))).ToArray();
        var fromLeft = parts.Skip(1).Aggregate(parts[0], (sum, part) => Crc64Sum.Join(sum, part, size));
        var left = Crc64Sum.Join(parts[0], parts[1], size);
        var right = Crc64Sum.Join(parts[2], parts[3], size);
        Assert.Equal(fromLeft, Crc64Sum.Join(left, right, 2 * size));
    }

    private static ulong Of(byte[] content)
    {
        var crc = new Crc64();
        crc.Append(content);
        return crc.Value;
    }
}
