using Microsoft.Playwright;
using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin.Real;

/// <summary>What is pasted on the page is explained by the gateway.</summary>
public sealed class RealExplainTests(RealGateway gateway) : IClassFixture<RealGateway>
{
    [Fact]
    public async Task a_grant_of_this_gateway_is_found_right_and_the_audit_log_says_who_asked()
    {
        var grant = await gateway.SignAsync("explained.png");
        await using var page = await OpenAsync();
        await ExplainAsync(page, grant.ToJsonString());

        await Assertions.Expect(page.Heading("A grant")).ToBeFocusedAsync();
        await Assertions.Expect(page.Main.Locator(".facts")).ToContainTextAsync("verifies");
        await Assertions.Expect(page.Main.Locator("table .badge").Filter(new() { HasText = "differs" })).ToHaveCountAsync(0);

        await page.GoAsync("#/audit");
        await page.ExpectLoadedAsync();
        await Assertions.Expect(page.Main.Locator("tbody tr").First).ToContainTextAsync("had a text explained");
        await Assertions.Expect(page.Main.Locator("tbody tr").First).ToContainTextAsync("admin");
    }

    [Fact]
    public async Task hostile_text_is_explained_as_text()
    {
        const string Markup = "<img src=x onerror=\"alert('m')\"><script>alert(1)<script>\u202E";
        await using var page = await OpenAsync();
        await ExplainAsync(page, Markup);

        await Assertions.Expect(page.Heading("Nothing this gateway knows")).ToBeVisibleAsync();
        Assert.Equal(0, await page.Main.Locator("img, script, style").CountAsync());
    }

    private Task<AdminPage> OpenAsync() => gateway.OpenAsync("#/explain");

    private static async Task ExplainAsync(AdminPage page, string text)
    {
        await page.Tab.GetByLabel("Paste what you have").FillAsync(text);
        await page.Button("Explain").ClickAsync();
        await Assertions.Expect(page.Main.Locator("h2").First).ToBeFocusedAsync();
    }
}
