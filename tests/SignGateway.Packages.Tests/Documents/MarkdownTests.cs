using Xunit;

namespace SignGateway.Packages.Tests.Documents;

/// <summary>Links and anchors as GitHub makes them.</summary>
public sealed class MarkdownTests
{
    [Theory]
    [InlineData("# States", "states")]
    [InlineData("## Pages written after OSS's sample servers", "pages-written-after-osss-sample-servers")]
    [InlineData("### `put`, and more: 100 %", "put-and-more-100-")]
    [InlineData("## On ECS and in Kubernetes ##", "on-ecs-and-in-kubernetes")]
    [InlineData("## A [link](there.md) in it", "a-link-in-it")]
    [InlineData("## x_y — z", "x_y--z")]
    [InlineData("<a id=\"here\"></a>", "here")]
    public void a_heading_is_an_anchor(string line, string anchor) => Assert.Equal([anchor], Markdown.Anchors(line));

    [Fact]
    public void headings_alike_are_counted() => Assert.Equal(["a", "a-1", "a-2"], Markdown.Anchors("# A\n\n## A\n\ntext\n### A"));

    [Fact]
    public void what_stands_in_code_is_no_heading_and_no_link()
    {
        const string Text = "```sh\n# no\n[no](no.md)\n```\n~~~\n```\n# no\n~~~\n# Yes\n`[no](no.md)` and ``a ` [no](no.md)`` but [yes](yes.md)";
        Assert.Equal(["yes"], Markdown.Anchors(Text));
        Assert.Equal(["yes.md"], Markdown.Links(Text));
    }

    [Theory]
    [InlineData("see [this](a.md#b).", "a.md#b")]
    [InlineData("![a picture](img/a.png)", "img/a.png")]
    [InlineData("[`code`](a.md \"title\")", "a.md")]
    [InlineData("[this]: ../a.md", "../a.md")]
    [InlineData("<img src=\"a.png\" alt=\"\">", "a.png")]
    public void a_link_is_found(string text, string link) => Assert.Equal([link], Markdown.Links(text));

    [Fact]
    public void blocks_of_one_language_come_in_order() =>
        Assert.Equal(["one\n", "two\n\n"], Markdown.Code("```bash\none\n```\n```sh\nno\n```\n````bash\ntwo\n\n````\n", "bash"));

    [Theory]
    [InlineData("nowhere.md")]
    [InlineData("start.md#nowhere")]
    [InlineData("#nowhere")]
    [InlineData("demo.png#nowhere")]
    [InlineData("/docs/start.md")]
    public void a_dead_link_is_noticed(string link) => Assert.NotNull(new Page("docs/concepts.md").FaultOf(link));

    [Theory]
    [InlineData("start.md#when-the-callback-is-lost")]
    [InlineData("#the-loop")]
    [InlineData("../deploy/aliyun/")]
    [InlineData("https://example.com/nowhere#at-all")]
    public void a_good_one_is_not(string link) => Assert.Null(new Page("docs/concepts.md").FaultOf(link));
}
