using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.FrontEnds;

/// <summary>What a developer copies: the README's page, and the pages under <c>/demo/front-ends/</c>.</summary>
public sealed partial class DeveloperPageTests : IAsyncLifetime
{
    // As the README has them; the browser is told where they are.
    private const string Gateway = "localhost:5080";
    private const string OtherOrigin = "localhost:3000";

    private static readonly KeyValuePair<string, string> CorsSetting = new("SignGateway__Cors__Origins__0", $"http://{OtherOrigin}");

    private readonly TestFiles _files = new();
    private FrontEndPages _pages = null!;
    private HostProcess _host = null!;
    private ChromiumBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _pages = await FrontEndPages.StartAsync();
        _host = await HostProcess.StartNewAsync(new Dictionary<string, string>([CorsSetting]));
        _browser = await ChromiumBrowser.StartAsync($"--host-resolver-rules=MAP {Gateway} {_host.Url.Authority}, MAP {OtherOrigin} {_pages.Url.Authority}");
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _host.DisposeAsync();
        await _pages.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task the_page_in_the_readme_uploads_with_progress_and_shows_the_result()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(HostProcess.RepositoryRoot, "README.md"));
        var text = Html().Match(readme).Groups[1].Value;
        Assert.InRange(text.TrimEnd().Split('\n').Length, 5, 20);
        Assert.Contains($"{CorsSetting.Key}={CorsSetting.Value}", readme, StringComparison.Ordinal);

        await _pages.AddAsync("page.html", text);
        var page = await _browser.NewPageAsync();
        await page.GotoAsync($"http://{OtherOrigin}/page.html");
        await page.Locator("input[type=file]").SetInputFilesAsync([_files.Save("cat.png", SampleFiles.Png(8, 8))]);
        await Assertions.Expect(page.Locator("#result")).ToContainTextAsync("\"state\": \"stored\"");
        await Assertions.Expect(page.Locator("#result")).ToContainTextAsync("\"fileName\": \"cat.png\"");
        Assert.Equal(1, await page.Locator("progress").EvaluateAsync<double>("bar => bar.value"));
    }

    [Fact]
    public async Task every_demo_page_shows_the_code_that_the_tests_run()
    {
        var examples = Directory.GetFiles(Path.Combine(HostProcess.RepositoryRoot, "wwwroot", "demo", "front-ends", "examples"), "*.js");
        var page = await _browser.NewPageAsync();
        foreach (var example in examples)
        {
            await page.GotoAsync(new Uri(_host.Url, $"/demo/front-ends/{Path.GetFileNameWithoutExtension(example)}.html").AbsoluteUri);
            await Assertions.Expect(page.GetByTestId("code")).Not.ToBeEmptyAsync();
            Assert.Equal(await File.ReadAllTextAsync(example), await page.GetByTestId("code").TextContentAsync());
            await Assertions.Expect(page.Locator("#pages a[aria-current=page]")).ToHaveCountAsync(1);
            await Assertions.Expect(page.Locator("#pages a")).ToHaveCountAsync(examples.Length);
        }
    }

    [Fact]
    public async Task the_page_that_needs_no_library_really_uploads()
    {
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(new Uri(_host.Url, "/demo/front-ends/client.html").AbsoluteUri);
        await Assertions.Expect(page.Locator("#code")).Not.ToBeEmptyAsync();
        await page.Locator("#files").SetInputFilesAsync([_files.Save("a.png", SampleFiles.Png(8, 8)), _files.Save("empty.bin", [])]);
        await Assertions.Expect(page.Locator("#list li")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("#list")).ToContainTextAsync("a.png stored:");
        await Assertions.Expect(page.Locator("#list")).ToContainTextAsync("(size_not_allowed)");
    }

    [GeneratedRegex("```html\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Html();
}
