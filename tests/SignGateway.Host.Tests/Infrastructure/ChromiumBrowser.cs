using Microsoft.Playwright;
using Xunit;

namespace SignGateway.Host.Tests.Infrastructure;

/// <summary>The system's Chromium; none is downloaded.</summary>
public sealed class ChromiumBrowser : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";
    private static readonly float Patience = (float)TimeSpan.FromSeconds(90).TotalMilliseconds;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private ChromiumBrowser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    public static async Task<ChromiumBrowser> StartAsync(params string[] arguments)
    {
        Assert.True(File.Exists(Program), "Chromium is missing; apt-get install -y chromium.");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Program,
            Args = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", .. arguments],
        });
        return new ChromiumBrowser(playwright, browser);
    }

    /// <summary>A context of its own: no cookie, storage or setting is shared with another test.</summary>
    public Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options) => _browser.NewContextAsync(options);

    /// <summary>A page that fails its test if it throws, or breaks its own content policy.</summary>
    public async Task<IPage> NewPageAsync()
    {
        var page = await _browser.NewPageAsync(new() { ViewportSize = new() { Width = 1100, Height = 900 } });
        page.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        page.Console += (_, message) => Assert.False(message.Type == "error" && message.Text.Contains("Content Security Policy", StringComparison.Ordinal), message.Text);
        page.PageError += (_, error) => Assert.Fail(error);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
