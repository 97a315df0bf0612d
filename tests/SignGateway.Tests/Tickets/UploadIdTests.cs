using SignGateway.Tickets;
using Xunit;

namespace SignGateway.Tests.Tickets;

public sealed class UploadIdTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void its_text_reads_back_as_the_same_id()
    {
        var id = UploadId.Create(Noon);
        Assert.True(UploadId.TryParse(id.ToString(), out var read));
        Assert.Equal(id, read);
    }

    [Fact]
    public void its_bytes_read_back_as_the_same_id()
    {
        var id = UploadId.Create(Noon);
        var bytes = new byte[UploadId.ByteLength];
        id.WriteBytes(bytes);
        Assert.Equal(id, UploadId.FromBytes(bytes));
    }

    [Fact]
    public void later_ids_sort_after_earlier_ones_as_ordinal_text_and_as_values()
    {
        var earlier = UploadId.Create(Noon, [255, 255, 255, 255, 255, 255, 255, 255, 255, 255]);
        var later = UploadId.Create(Noon.AddMilliseconds(1), new byte[10]);
        Assert.True(string.CompareOrdinal(earlier.ToString(), later.ToString()) < 0);
        Assert.True(earlier < later);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789abcdefghjkmnpqr")]
    [InlineData("0123456789abcdefghjkmnpqrst")]
    [InlineData("8zzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("0123456789ABCDEFGHJKMNPQRS")]
    [InlineData("0123456789abcdefghjkmnpqru")]
    [InlineData("0123456789abcdefghjkmnpqr/")]
    public void refuses_what_is_not_an_id(string? text) => Assert.False(UploadId.TryParse(text, out _));
}
