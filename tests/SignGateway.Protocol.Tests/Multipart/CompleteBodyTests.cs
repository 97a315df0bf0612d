using System.Text;
using SignGateway.Protocol.Multipart;
using Xunit;

namespace SignGateway.Protocol.Tests.Multipart;

public sealed class CompleteBodyTests
{
    [Fact]
    public void names_each_part_with_its_ETag_in_quotes() => Assert.Equal(
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\"3349DC70\"</ETag></Part><Part><PartNumber>5</PartNumber><ETag>\"8EFDA8BE\"</ETag></Part></CompleteMultipartUpload>",
        Encoding.UTF8.GetString(CompleteBody.Write([new(1, "3349DC70"), new(5, "8EFDA8BE")])));

    [Fact]
    public void an_ETag_cannot_say_more_than_an_ETag() => Assert.Contains(
        "<ETag>\"&lt;/ETag&gt;&amp;\"</ETag>", Encoding.UTF8.GetString(CompleteBody.Write([new(1, "</ETag>&")])), StringComparison.Ordinal);

    [Fact]
    public void ten_thousand_parts_are_about_a_million_bytes() =>
        Assert.InRange(CompleteBody.Write(Enumerable.Range(1, 10_000).Select(number => new PartETag(number, new string('A', 32)))).Length, 500_000, 1_100_000);
}
