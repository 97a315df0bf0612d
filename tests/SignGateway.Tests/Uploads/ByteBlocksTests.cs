using SignGateway.Uploads.InMemory;
using Xunit;

namespace SignGateway.Tests.Uploads;

public sealed class ByteBlocksTests
{
    private const long Everything = 0;
    private const long Nothing = long.MaxValue;

    private readonly ByteBlocks _blocks = new();

    [Fact]
    public void what_is_put_into_a_place_stands_there_until_the_place_is_lost()
    {
        var random = new Random(20261122);
        var filled = new List<(long Start, int Length, byte Value)>();
        for (var count = 0; count < 500; count++)
        {
            var (length, value) = (random.Next(1, 400_000), (byte)random.Next(1, 256));
            var start = _blocks.Take(length, Everything)!.Value;
            _blocks.At(start, length).Fill(value);
            filled.Add((start, length, value));
        }

        var there = filled.SkipWhile(place => _blocks.IsLost(place.Start)).ToList();

        Assert.DoesNotContain(there, place => _blocks.IsLost(place.Start));
        Assert.DoesNotContain(there, place => _blocks.At(place.Start, place.Length).ContainsAnyExcept(place.Value));
        Assert.InRange(there.Sum(place => place.Length), 40 << 20, 64 << 20);
    }

    [Fact]
    public void there_are_64_blocks_and_then_the_first_is_lost()
    {
        var starts = Enumerable.Range(0, 66).Select(_ => _blocks.Take(ByteBlocks.BlockBytes, Everything)!.Value).ToList();

        Assert.Equal(starts[..2], starts.Where(_blocks.IsLost));
    }

    [Fact]
    public void a_block_that_nobody_needs_is_used_before_a_new_one_is_made()
    {
        var first = _blocks.Take(ByteBlocks.BlockBytes, Nothing)!.Value;
        _blocks.At(first, 1)[0] = 7;

        var second = _blocks.Take(ByteBlocks.BlockBytes, Nothing)!.Value;

        Assert.True(_blocks.IsLost(first));
        Assert.Equal(7, _blocks.At(second, 1)[0]);
    }

    [Fact]
    public void a_block_that_is_needed_from_its_last_byte_on_is_not_lost()
    {
        _blocks.Take(ByteBlocks.BlockBytes - 1, Nothing);
        var needed = _blocks.Take(1, Nothing)!.Value;

        _blocks.Take(ByteBlocks.BlockBytes, needed);

        Assert.False(_blocks.IsLost(needed));
    }

    [Fact]
    public void none_is_longer_than_a_block()
    {
        Assert.Null(_blocks.Take(ByteBlocks.BlockBytes + 1, Nothing));
    }
}
