using SignGateway.Protocol.Errors;
using Xunit;

namespace SignGateway.Protocol.Tests.Errors;

public sealed class OssErrorDocumentTests
{
    [Fact]
    public void reads_what_stands_in_an_error()
    {
        var error = OssErrorDocument.Read(
            """
            <Error>
              <Code>AccessDenied</Code>
              <Message>Invalid according to Policy: Policy Condition failed: [&quot;eq&quot;, "$key", "a&amp;b"]</Message>
              <RequestId>65F2C1A0B1C2D3E4F5060708</RequestId>
              <Empty/><Nested>a<b>c</b>d</Nested><![CDATA[outside]]>
              <EC>0006-00000227</EC>
            </Error>
            """)!;
        Assert.True(error.IsWhole);
        Assert.Equal(("AccessDenied", "Invalid according to Policy: Policy Condition failed: [\"eq\", \"$key\", \"a&b\"]", "0006-00000227"), (error.Code, error.Message, error.Ec));
        Assert.Equal(("", "acd", null), (error.Get("Empty"), error.Get("Nested"), error.Get("b")));
    }

    [Theory]
    [InlineData("<Error><Code>a</Code>")]
    [InlineData("<Error><Code>a</Code><Message>b")]
    [InlineData("<Error><Code>a</Code></Other>")]
    [InlineData("<Error><Code>a</Code>&unknown;")]
    [InlineData("<Error><Code>a</Code><<")]
    public void what_is_broken_is_read_as_far_as_it_goes(string xml)
    {
        var error = OssErrorDocument.Read(xml)!;
        Assert.False(error.IsWhole);
        Assert.Equal("a", error.Code);
        Assert.Equal("", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<")]
    [InlineData("<Error")]
    [InlineData("<Error/>")]
    [InlineData("<Error></Error>")]
    [InlineData("<Error>text</Error>")]
    [InlineData("<Errors><Code>a</Code></Errors>")]
    [InlineData("<!DOCTYPE Error [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><Error><Code>&e;</Code></Error>")]
    public void what_is_no_error_is_not_read(string xml) => Assert.Null(OssErrorDocument.Read(xml));

    [Fact]
    public void depth_and_number_do_not_matter()
    {
        Assert.Null(OssErrorDocument.Read(string.Concat(Enumerable.Repeat("<Error>", 10_000))));
        Assert.InRange(OssErrorDocument.Read($"<Error>{string.Concat(Enumerable.Repeat("<a>b</a>", 5_000))}</Error>")!.Elements.Count, 1, 100);
        Assert.Null(OssErrorDocument.Read($"<Error><Code>{new string('a', 200_000)}</Code></Error>"));
    }
}
