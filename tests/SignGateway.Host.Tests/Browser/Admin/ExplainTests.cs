using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin;

/// <summary>The view before the gateway itself: no stand-in between them.</summary>
[Collection(AdminSuite.Name)]
public sealed class ExplainTests(AdminSuite suite)
{
    [Fact]
    public async Task a_broken_grant_is_pasted_and_the_row_that_differs_is_read()
    {
        using var alice = await GatewayClient.SignInAsync(suite.Host, "alice");
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "cat.png", ["contentType"] = "image/png" });
        grant["fields"]!["x-oss-content-type"] = "image/jpeg";
        var tab = await OpenAsync();

        await ExplainAsync(tab, grant.ToJsonString());

        await Assertions.Expect(Heading(tab, "A grant")).ToBeFocusedAsync();
        await Assertions.Expect(tab.Locator("main")).ToContainTextAsync("OSS will refuse this grant: its x-oss-content-type is not what the policy asks for");
        var row = Row(tab, "x-oss-content-type");
        await Assertions.Expect(row).ToContainTextAsync("differs");
        await Assertions.Expect(row).ToContainTextAsync("image/jpeg");
        await Assertions.Expect(row).ToContainTextAsync("image/png");
        await Assertions.Expect(Row(tab, "x-oss-object-acl")).ToContainTextAsync("met");
        await Assertions.Expect(tab.Locator("main")).ToContainTextAsync("verifies");
        Assert.DoesNotContain((string)grant["fields"]!["x-oss-signature"]!, await tab.Locator("main").TextContentAsync() ?? "", StringComparison.Ordinal);
        await tab.Context.DisposeAsync();
    }

    [Fact]
    public async Task an_error_of_storage_is_pasted_with_the_form_that_met_it()
    {
        using var alice = await GatewayClient.SignInAsync(suite.Host, "alice");
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = "cat.png", ["contentType"] = "image/png" });
        grant["fields"]!["x-oss-object-acl"] = "public-read";
        var (status, error) = await GatewayClient.PostAsync(grant, SampleFiles.Png(2, 2));
        Assert.Equal(403, status);
        var tab = await OpenAsync();

        await ExplainAsync(tab, $"{error}\n{grant["fields"]}");

        await Assertions.Expect(Heading(tab, "An error of OSS")).ToBeFocusedAsync();
        await Assertions.Expect(tab.Locator("main")).ToContainTextAsync("AccessDenied of OSS: A field of the form is not what the policy asks for.");
        await Assertions.Expect(Row(tab, "x-oss-object-acl").First).ToContainTextAsync("This is the condition that failed.");
        await tab.Context.DisposeAsync();
    }

    private async Task<IPage> OpenAsync()
    {
        var context = await suite.Chromium.NewContextAsync(new() { Locale = "en-US" });
        var tab = await context.NewPageAsync();
        await tab.GotoAsync(new Uri(suite.Host.Url, "admin/#/explain").AbsoluteUri);
        await tab.GetByRole(AriaRole.Button, new() { Name = "admin", Exact = true }).ClickAsync();
        return tab;
    }

    private static async Task ExplainAsync(IPage tab, string text)
    {
        await tab.GetByLabel("Paste what you have").FillAsync(text);
        await tab.GetByRole(AriaRole.Button, new() { Name = "Explain", Exact = true }).ClickAsync();
    }

    private static ILocator Heading(IPage tab, string name) => tab.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true });

    // Rows that begin with the point, not those that speak of it.
    private static ILocator Row(IPage tab, string name) => tab.Locator("main tr").Filter(new() { Has = tab.Locator("td:first-child, th:first-child").GetByText(name, new() { Exact = true }) });
}
