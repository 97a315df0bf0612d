using Microsoft.Playwright;
using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin;

/// <summary>Each view once, with its data, for what must hold on all of them.</summary>
public sealed record EveryView(string Name, Func<AdminSuite, Look, Task<AdminPage>> OpenAsync)
{
    public static IReadOnlyList<EveryView> All { get; } =
    [
        new("sign-in", (suite, look) => AdminPage.OpenAsync(suite, look)),
        At("overview", ""),
        At("uploads", "#/uploads"),
        At("upload", $"#/uploads/{AdminData.UploadId}"),
        At("callbacks", "#/callbacks"),
        At("callback", $"#/callbacks/{AdminData.RefusedNumber}"),
        new("explain", ExplainAsync),
        At("configuration", "#/configuration"),
        At("audit", "#/audit"),
    ];

    public static TheoryData<bool, string, int> Looks { get; } = new()
    {
        { false, "en", 1280 }, { false, "en", 360 }, { false, "zh", 1280 }, { false, "zh", 360 },
        { true, "en", 1280 }, { true, "en", 360 }, { true, "zh", 1280 }, { true, "zh", 360 },
    };

    private static EveryView At(string name, string route) => new(name, async (suite, look) =>
    {
        var page = await AdminPage.SignInAsync(suite, route, look);
        await Assertions.Expect(page.Tab.Locator("header .live[data-state=live]")).ToBeVisibleAsync();
        return page;
    });

    private static async Task<AdminPage> ExplainAsync(AdminSuite suite, Look look)
    {
        var page = await At("explain", "#/explain").OpenAsync(suite, look);
        await page.Main.Locator("textarea").FillAsync("""{"key":"u/7f3a9c/2026/01/15/01kf0c6t7m3n5p9r2s6t8v0w1x.png","x-oss-content-type":"image/jpeg"}""");
        await page.Main.Locator("form button").ClickAsync();
        await Assertions.Expect(page.Main.Locator("table")).ToHaveCountAsync(2);
        return page;
    }
}
