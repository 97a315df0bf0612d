using System.Text.Json.Nodes;
using Xunit;

namespace SignGateway.Packages.Tests.Documents;

/// <summary>What the pages refer to is there.</summary>
public sealed class PageTests
{
    private const string Index = "docs/README.md";

    public static TheoryData<string> Names => [.. Page.All.Select(page => page.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void every_link_leads_to_a_file_and_every_anchor_to_a_heading(string name) => Assert.Empty(new Page(name).DeadLinks());

    [Fact]
    public void the_index_names_every_page_once()
    {
        var pages = Page.All.Select(page => page.Name).Where(name => Path.GetDirectoryName(name) == "docs" && name != Index);
        Assert.Equal(pages, new Page(Index).LinkedFiles().Where(file => Path.GetDirectoryName(file) == "docs" && file.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void the_readme_leads_to_the_index() => Assert.Contains(Index, new Page("README.md").LinkedFiles());

    [Fact]
    public void the_permissions_on_the_page_are_those_of_the_file()
    {
        var shown = Assert.Single(Markdown.Code(new Page("docs/real-oss.md").Text, "json"));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(shown), JsonNode.Parse(File.ReadAllText(Repository.File("deploy/aliyun/permission-policy.json")))));
    }
}
