using Microsoft.Playwright;
using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin;

/// <summary>Goes to each view once, for what must hold on all of them.</summary>
public static class EveryView
{
    private static readonly (string Name, string Route)[] Routes =
    [
        ("overview", "#/overview"),
        ("uploads", "#/uploads"),
        ("upload", $"#/uploads/{AdminData.UploadId}"),
        ("callbacks", "#/callbacks"),
        ("callback", $"#/callbacks/{AdminData.RefusedNumber}"),
        ("events", "#/events"),
        ("explain", "#/explain"),
        ("doctor", "#/doctor"),
        ("configuration", "#/configuration"),
        ("audit", "#/audit"),
    ];

    public static async Task VisitAsync(AdminSuite suite, Look look, Func<AdminPage, string, Task> visit)
    {
        await using var page = await AdminPage.OpenAsync(suite, look);
        await page.ExpectLoadedAsync();
        await visit(page, "sign-in");
        await page.Button("admin").ClickAsync();
        await Assertions.Expect(page.Tab.Locator("header .live[data-state=live]")).ToBeVisibleAsync();
        foreach (var (name, route) in Routes)
        {
            await page.GoAsync(route);
            await Assertions.Expect(page.Tab.Locator("header nav [aria-current=page]")).ToHaveAttributeAsync("href", route.Split('/') is [_, var view, ..] ? $"#/{view}" : "");
            await page.ExpectLoadedAsync();
            if (name == "explain")
                await ExplainAsync(page);
            if (name == "doctor")
                await LookAsync(page);
            await visit(page, name);
        }
    }

    private static async Task ExplainAsync(AdminPage page)
    {
        await page.Main.Locator("textarea").FillAsync("""{"key":"u/7f3a9c/2026/01/15/01kf0c6t7m3n5p9r2s6t8v0w1x.png","x-oss-content-type":"image/jpeg"}""");
        await page.Main.Locator("form button").ClickAsync();
        await Assertions.Expect(page.Main.Locator("table")).ToHaveCountAsync(2);
    }

    private static async Task LookAsync(AdminPage page)
    {
        await page.Main.Locator("form button").ClickAsync();
        await Assertions.Expect(page.Main.Locator("table")).ToHaveCountAsync(1);
    }
}
