using System.Globalization;
using Microsoft.Playwright;
using SignGateway.TestHosts;

namespace AdminBench;

/// <summary>The admin page of a Host over a ledger, in the system's Chromium, with the demo's administrator signed in.</summary>
internal sealed class MeasuredPage : IAsyncDisposable
{
    public const int Rounds = 21;

    // From the wish to the first frame that holds the answer.
    private const string Show =
        """
        (route) => new Promise((resolve) => {
          const began = performance.now();
          location.hash = route;
          const look = () => {
            const main = document.querySelector("main");
            if (main.querySelector("h1")?.textContent === "Uploads" && !main.querySelector("[aria-busy]"))
              resolve([performance.now() - began, main.querySelectorAll("tbody tr").length, main.querySelectorAll("[role=alert]").length]);
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        })
        """;

    private readonly HostProcess _host;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IPage _tab;

    private MeasuredPage(HostProcess host, IPlaywright playwright, IBrowser browser, IPage tab) =>
        (_host, _playwright, _browser, _tab) = (host, playwright, browser, tab);

    public static async Task<MeasuredPage> OpenAsync(LedgerAt ledger)
    {
        var host = await HostProcess.StartNewAsync(ledger.Settings("__"));
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var tab = await browser.NewPageAsync(new() { Locale = "en-US", ViewportSize = new() { Width = 1280, Height = 900 } });
        await tab.GotoAsync(new Uri(host.Url, "admin/").AbsoluteUri);
        await tab.GetByRole(AriaRole.Button, new() { Name = "admin", Exact = true }).ClickAsync();
        await tab.Locator("header nav").WaitForAsync();
        return new MeasuredPage(host, playwright, browser, tab);
    }

    /// <summary>Answers a line of the table.</summary>
    public async Task<string> MeasureAsync(Search search)
    {
        var times = new List<double>();
        var rows = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            await _tab.EvaluateAsync("location.hash = '#/explain'");
            await _tab.Locator("main textarea").WaitForAsync();
            var shown = await _tab.EvaluateAsync<double[]>(Show, search.Route(round));
            if (shown[2] > 0)
                throw new InvalidOperationException($"{search.Name}: {await _tab.Locator("main").InnerTextAsync()}");
            times.Add(shown[0]);
            rows += shown[1];
        }

        times.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{search.Name,-38}{times[Rounds / 2],8:F0}{times[^1],9:F0}{rows / Rounds,7:F0}");
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _host.DisposeAsync();
    }
}
