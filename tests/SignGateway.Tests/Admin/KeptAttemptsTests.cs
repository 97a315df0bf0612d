using SignGateway.Admin.Recorder;
using SignGateway.Uploads.InMemory;
using Xunit;

namespace SignGateway.Tests.Admin;

public sealed class KeptAttemptsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ByteBlocks _blocks = new();
    private readonly KeptAttempts _kept;

    public KeptAttemptsTests() => _kept = new(_blocks);

    [Fact]
    public void of_what_is_forgotten_by_age_no_byte_is_left()
    {
        Add(1, 10);
        Add(2, 10);
        Add(3, 10);

        _kept.Forget(Now.AddSeconds(3));

        Assert.Equal([.. new byte[20], .. Enumerable.Repeat((byte)3, 10)], _blocks.At(0, 30).ToArray());
    }

    [Fact]
    public void neither_is_one_of_what_is_forgotten_for_others()
    {
        Add(1, 10);
        Add(2, 10, most: 1);

        Assert.Equal([.. new byte[10], .. Enumerable.Repeat((byte)2, 10)], _blocks.At(0, 20).ToArray());
    }

    [Fact]
    public void what_is_forgotten_is_not_found_any_more()
    {
        Add(1, 10);
        Add(2, 10);
        var places = _kept.Places.ToArray();

        _kept.Forget(Now.AddSeconds(2));

        Assert.False(_kept.TryFind(places[0], out _));
        Assert.True(_kept.TryFind(places[1], out var bytes));
        Assert.Equal(Enumerable.Repeat((byte)2, 10), bytes.ToArray());
    }

    [Fact]
    public void those_that_fill_the_blocks_take_the_place_of_the_first()
    {
        for (var number = 1; number <= 70; number++)
            Add(number, 1 << 20);

        Assert.Equal(Enumerable.Range(7, 64), _kept.Places.Select(place => (int)place.Number));
    }

    [Fact]
    public void a_few_small_ones_at_a_time_take_two_blocks_however_many_come()
    {
        for (var number = 1; number <= 1_000; number++)
            Add(number, 100_000, most: 5);

        var last = _kept.Places.Last().Start;
        Assert.Equal(5, _kept.Places.Count);
        Assert.True(_blocks.IsLost(last - 2 * ByteBlocks.BlockBytes));
    }

    private void Add(int number, int length, int most = int.MaxValue)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill((byte)number);
        _kept.Add(number, Now.AddSeconds(number), bytes, most);
    }
}
