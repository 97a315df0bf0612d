using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace SignGateway.Host.Tests.FrontEnds;

/// <summary>What a developer copies: the README's page, and the pages under <c>/demo/front-ends/</c>.</summary>
public sealed partial class DeveloperPageTests(DeveloperSite site) : IClassFixture<DeveloperSite>
{
    [Fact]
    public async Task the_page_in_the_readme_uploads_with_progress_and_shows_the_result()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(HostProcess.RepositoryRoot, "README.md"));
        var text = Html().Match(readme).Groups[1].Value;
        Assert.InRange(text.TrimEnd().Split('\n').Length, 5, 20);
        Assert.Contains($"{DeveloperSite.CorsSetting.Key}={DeveloperSite.CorsSetting.Value}", readme, StringComparison.Ordinal);

        await site.Pages.AddAsync("page.html", text);
        var page = await site.Browser.NewPageAsync();
        await page.GotoAsync($"{DeveloperSite.OtherOrigin}/page.html");
        await page.Locator("input[type=file]").SetInputFilesAsync([site.Files.Save("cat.png", SampleFiles.Png(8, 8))]);
        await Assertions.Expect(page.Locator("#result")).ToContainTextAsync("\"state\": \"stored\"");
        await Assertions.Expect(page.Locator("#result")).ToContainTextAsync("\"fileName\": \"cat.png\"");
        Assert.Equal(1, await page.Locator("progress").EvaluateAsync<double>("bar => bar.value"));
    }

    [Fact]
    public async Task every_demo_page_shows_the_code_that_the_tests_run()
    {
        var examples = Directory.GetFiles(Path.Combine(HostProcess.RepositoryRoot, "wwwroot", "demo", "front-ends", "examples"), "*.js");
        var page = await site.Browser.NewPageAsync();
        foreach (var example in examples)
        {
            await page.GotoAsync(new Uri(site.Host.Url, $"/demo/front-ends/{Path.GetFileNameWithoutExtension(example)}.html").AbsoluteUri);
            await Assertions.Expect(page.GetByTestId("code")).Not.ToBeEmptyAsync();
            Assert.Equal(await File.ReadAllTextAsync(example), await page.GetByTestId("code").TextContentAsync());
            await Assertions.Expect(page.Locator("#pages a[aria-current=page]")).ToHaveCountAsync(1);
            await Assertions.Expect(page.Locator("#pages a")).ToHaveCountAsync(examples.Length);
        }
    }

    [Fact]
    public async Task the_page_that_needs_no_library_really_uploads()
    {
        var page = await site.Browser.NewPageAsync();
        await page.GotoAsync(new Uri(site.Host.Url, "/demo/front-ends/client.html").AbsoluteUri);
        await Assertions.Expect(page.Locator("#code")).Not.ToBeEmptyAsync();
        await page.Locator("#files").SetInputFilesAsync([site.Files.Save("a.png", SampleFiles.Png(8, 8)), site.Files.Save("empty.bin", [])]);
        await Assertions.Expect(page.Locator("#list li")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("#list")).ToContainTextAsync("a.png stored:");
        await Assertions.Expect(page.Locator("#list")).ToContainTextAsync("(size_not_allowed)");
    }

    [GeneratedRegex("```html\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Html();
}
