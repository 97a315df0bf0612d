using SignGateway.Tickets;
using Xunit;

namespace SignGateway.Tests.Tickets;

public sealed class BlockRandomTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(1000)]
    [InlineData(1024)]
    [InlineData(4000)]
    public void gives_no_byte_twice_and_fills_all_that_is_asked_for(int length)
    {
        using var random = new BlockRandom();
        var seen = new HashSet<string>();
        for (var number = 0; number < 500; number++)
        {
            var bytes = new byte[length];
            random.GetBytes(bytes);
            // Of random bytes, eight zeros at the end would be one case in 2^64.
            Assert.NotEqual(0, BitConverter.ToInt64(bytes.AsSpan(length - 8)));
            Assert.True(seen.Add(Convert.ToHexString(bytes.AsSpan(0, 8))));
        }
    }

    [Fact]
    public async Task gives_those_who_ask_at_once_different_bytes()
    {
        using var random = new BlockRandom();
        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(Ask, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.Distinct(asked.SelectMany(part => part));

        List<Guid> Ask()
        {
            List<Guid> got = [];
            Span<byte> bytes = stackalloc byte[16];
            for (var number = 0; number < 2000; number++)
            {
                random.GetBytes(bytes);
                got.Add(new Guid(bytes));
            }

            return got;
        }
    }
}
