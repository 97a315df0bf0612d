using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin;

/// <summary>Every rule of axe, best practices too, on every view.</summary>
[Collection(AdminSuite.Name)]
public sealed class AccessibilityTests(AdminSuite suite)
{
    // Every rule still runs; what it finds in order is not told in detail, which takes most of the time.
    private static readonly AxeRunOptions ViolationsOnly = new() { ResultTypes = [ResultType.Violations] };

    [Theory]
    [InlineData(false, "en", 1280)]
    [InlineData(true, "en", 1280)]
    [InlineData(false, "zh", 360)]
    [InlineData(true, "zh", 360)]
    public Task axe_finds_nothing_on_any_view(bool dark, string language, int width) => EveryView.VisitAsync(suite, new Look(dark, language, width), ExpectNothingAsync);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task axe_finds_nothing_where_something_is_open_or_wrong(bool dark)
    {
        var look = new Look(dark);
        await using var upload = await AdminPage.SignInAsync(suite, $"#/uploads/{AdminData.UploadId}", look);
        await upload.Button("Delete").ClickAsync();
        await ExpectNothingAsync(upload, "a question");

        await using var overview = await AdminPage.SignInAsync(suite, "", look);
        await overview.Main.Locator("summary").First.ClickAsync();
        await ExpectNothingAsync(overview, "a chart as a table");

        await using var search = await AdminPage.SignInAsync(suite, "#/uploads?type=image", look);
        await ExpectNothingAsync(search, "a search with all fields");

        await using var failed = await AdminPage.SignInAsync(suite, "#/uploads/none", look);
        await Assertions.Expect(failed.Main.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await ExpectNothingAsync(failed, "a failure");

        await using var forbidden = await AdminPage.OpenAsync(suite, look, gateway => gateway.Refusal = StandInAnswer.Problem(403, "role_missing", "This takes the role sign-gateway-admin."));
        await forbidden.Button("alice").ClickAsync();
        await Assertions.Expect(forbidden.Main.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await ExpectNothingAsync(forbidden, "a missing role");
    }

    private static async Task ExpectNothingAsync(AdminPage page, string where)
    {
        var result = await page.Tab.RunAxe(ViolationsOnly);
        Assert.True(result.Violations.Length == 0, where + "\n" + string.Join('\n', result.Violations.Select(Describe)));
        Assert.NotEmpty(result.Passes);
    }

    private static string Describe(AxeResultItem violation) =>
        $"{violation.Id}: {violation.Help}\n  " + string.Join("\n  ", violation.Nodes.Select(node => $"{node.Html}\n    {string.Join("; ", node.Any.Select(check => check.Message))}"));
}
