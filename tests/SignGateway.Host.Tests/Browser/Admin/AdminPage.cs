using System.Collections.Concurrent;
using Microsoft.Playwright;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin;

/// <summary>The admin page in a tab of its own, before a stand-in of its own or a real gateway. Whatever the tab breaks or throws fails the test at the end.</summary>
public sealed class AdminPage : IAsyncDisposable
{
    private static readonly float Patience = (float)TimeSpan.FromSeconds(60).TotalMilliseconds;

    private readonly ConcurrentQueue<string> _faults = new();
    private readonly IBrowserContext _context;
    private readonly StandInAdmin? _gateway;

    private AdminPage(IBrowserContext context, IPage tab, StandInAdmin? gateway)
    {
        _context = context;
        _gateway = gateway;
        Tab = tab;
        tab.PageError += (_, error) => _faults.Enqueue(error);
        tab.Dialog += (_, dialog) => _faults.Enqueue($"A dialog opened: {dialog.Message}");
        tab.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal) || message.Text.Contains("TrustedHTML", StringComparison.Ordinal))
                _faults.Enqueue(message.Text);
        };
    }

    public IPage Tab { get; }

    public StandInAdmin Gateway => _gateway ?? throw new InvalidOperationException("This page stands before a real gateway.");

    public ILocator Main => Tab.Locator("main");

    public ILocator Dialog => Tab.Locator("dialog[open]");

    /// <summary>Opens the page; nobody is signed in yet.</summary>
    public static async Task<AdminPage> OpenAsync(AdminSuite suite, Look? look = null, Action<StandInAdmin>? prepare = null, HostProcess? host = null)
    {
        var gateway = await StandInAdmin.StartAsync((host ?? suite.Host).Url);
        prepare?.Invoke(gateway);
        return await OpenAsync(suite.Chromium, gateway.Url, gateway, look ?? new Look());
    }

    /// <summary>Opens a view of a real gateway's page as its demo user who has the role.</summary>
    public static async Task<AdminPage> SignInAsync(ChromiumBrowser chromium, Uri url, string route = "")
    {
        var page = await OpenAsync(chromium, url, null, new Look());
        await page.SignInAsync(route);
        await Assertions.Expect(page.Tab.Locator("header .live[data-state=live]")).ToBeVisibleAsync();
        return page;
    }

    /// <summary>Opens a view as the demo user who has the role, and waits until it shows its data.</summary>
    public static async Task<AdminPage> SignInAsync(AdminSuite suite, string route = "", Look? look = null, Action<StandInAdmin>? prepare = null)
    {
        var page = await OpenAsync(suite, look, prepare);
        await page.SignInAsync(route);
        return page;
    }

    public Task GoAsync(string route) => Tab.EvaluateAsync("route => { location.hash = route }", route);

    /// <summary>A button by the name a screen reader says.</summary>
    public ILocator Button(string name) => Tab.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Link(string name) => Tab.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public ILocator Heading(string name) => Tab.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true });

    public async Task ExpectLoadedAsync()
    {
        await Assertions.Expect(Main.Locator("h1")).ToBeVisibleAsync();
        await Assertions.Expect(Main.Locator("[aria-busy]")).ToHaveCountAsync(0);
    }

    /// <summary>Presses Tab until a locator has the focus, as somebody without a mouse would.</summary>
    public async Task TabToAsync(ILocator target)
    {
        for (var press = 0; press < 120; press++)
        {
            await Tab.Keyboard.PressAsync("Tab");
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
                return;
        }

        Assert.Fail($"No number of presses on Tab leads to {target}.");
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        if (_gateway is not null)
            await _gateway.DisposeAsync();
        Assert.Empty(_faults);
    }

    private static async Task<AdminPage> OpenAsync(ChromiumBrowser chromium, Uri url, StandInAdmin? gateway, Look look)
    {
        var context = await chromium.NewContextAsync(new()
        {
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = look.Language == "zh" ? "zh-CN" : "en-US",
            TimezoneId = "UTC",
            ViewportSize = new() { Width = look.Width, Height = look.Height },
        });
        context.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        var page = new AdminPage(context, await context.NewPageAsync(), gateway);
        await page.Tab.GotoAsync(new Uri(url, "admin/").AbsoluteUri);
        return page;
    }

    private async Task SignInAsync(string route)
    {
        await GoAsync(route);
        await Button("admin").ClickAsync();
        await Assertions.Expect(Tab.Locator("header nav")).ToBeVisibleAsync();
        await ExpectLoadedAsync();
    }
}

/// <summary>How the reader has set up the browser.</summary>
public sealed record Look(bool Dark = false, string Language = "en", int Width = 1280, int Height = 900);
