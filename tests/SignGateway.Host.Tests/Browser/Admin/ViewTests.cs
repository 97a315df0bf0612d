using Microsoft.Playwright;
using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin;

[Collection(AdminSuite.Name)]
public sealed class ViewTests(AdminSuite suite)
{
    [Fact]
    public async Task the_overview_shows_counts_courses_times_and_dependencies()
    {
        await using var page = await AdminPage.SignInAsync(suite);
        var sum = AdminData.Overview()["series"]!["callbacks"]!.AsArray().Sum(count => (int)count!);
        await Assertions.Expect(page.Main.Locator(".tiles")).ToContainTextAsync($"Recorded callbacks{sum:N0}");
        await Assertions.Expect(page.Main.Locator("canvas")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Main.GetByRole(AriaRole.Row).Filter(new() { HasText = "Answering a callback" })).ToContainTextAsync("48 ms");
        await Assertions.Expect(page.Main.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Replay guard" })).ToContainTextAsync("degraded");
        await Assertions.Expect(page.Main).ToContainTextAsync("2 replicas");
    }

    [Fact]
    public async Task a_chart_is_there_as_a_table_too()
    {
        await using var page = await AdminPage.SignInAsync(suite);
        var figure = page.Main.Locator("figure").First;
        await figure.GetByText("As a table").ClickAsync();
        await Assertions.Expect(figure.GetByRole(AriaRole.Row)).ToHaveCountAsync(61);
        await Assertions.Expect(figure.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("Jan 15, 2026, 08:59:00");
    }

    [Theory]
    [InlineData("Day", "day")]
    [InlineData("Week", "week")]
    public async Task the_overview_covers_another_period(string name, string window)
    {
        await using var page = await AdminPage.SignInAsync(suite);
        await page.Link(name).ClickAsync();
        await page.ExpectLoadedAsync();
        await Assertions.Expect(page.Link(name)).ToHaveAttributeAsync("aria-current", "true");
        Assert.Contains($"GET overview?window={window}", page.Gateway.Asked);
    }

    [Fact]
    public async Task an_explanation_says_point_by_point_what_is_met_missing_or_different()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/explain");
        await page.Tab.GetByLabel("Paste what you have").FillAsync("{\"policy\":\"…\"}");
        await page.Button("Explain").ClickAsync();
        await Assertions.Expect(page.Heading("A form")).ToBeFocusedAsync();
        Assert.Equal("""{"text":"{\"policy\":\"…\"}"}""", Assert.Single(page.Gateway.Bodies));
        await Assertions.Expect(page.Main).ToContainTextAsync("OSS will refuse this form");
        await Assertions.Expect(page.Main).ToContainTextAsync("in 412 seconds");
        await Assertions.Expect(Row("x-oss-content-type")).ToContainTextAsync("differs");
        await Assertions.Expect(Row("x-oss-content-type")).ToContainTextAsync("Send the type that was signed for");
        await Assertions.Expect(Row("x-oss-object-acl")).ToContainTextAsync("missing");
        await Assertions.Expect(Row("bucket")).ToContainTextAsync("met");

        ILocator Row(string name) => page.Main.GetByRole(AriaRole.Row).Filter(new() { HasText = name });
    }

    [Fact]
    public async Task the_doctor_says_what_is_wrong_and_what_to_do()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/doctor");
        await page.Button("Look").ClickAsync();
        await Assertions.Expect(page.Heading("Something is wrong")).ToBeFocusedAsync();
        Assert.Equal("{}", Assert.Single(page.Gateway.Bodies));
        await Assertions.Expect(Row("delete_denied")).ToContainTextAsync("wrong");
        await Assertions.Expect(Row("delete_denied").Locator("pre")).ToContainTextAsync("oss:DeleteObject");
        await Assertions.Expect(Row("delete_denied")).ToContainTextAsync("Profile video");
        await Assertions.Expect(Row("clock_ok")).ToContainTextAsync("good");
        await Assertions.Expect(Row("upload_skipped")).ToContainTextAsync("not looked at");

        ILocator Row(string code) => page.Main.GetByRole(AriaRole.Row).Filter(new() { HasText = code });
    }

    [Fact]
    public async Task the_doctor_who_is_busy_says_so()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/doctor", prepare: gateway =>
            gateway.Answers["POST doctor"] = StandInAnswer.Problem(409, "doctor_busy", "Another administrator has asked."));
        await page.Button("Look").ClickAsync();
        await Assertions.Expect(page.Main.GetByRole(AriaRole.Alert)).ToContainTextAsync("The doctor is looking already.");
    }

    [Fact]
    public async Task the_configuration_shows_what_is_set_and_no_secret()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/configuration");
        await Assertions.Expect(page.Main).ToContainTextAsync("a form works for whoever holds it until it ends");
        await Assertions.Expect(page.Heading("video")).ToBeVisibleAsync();
        await Assertions.Expect(Row("SignGateway:Oss:Bucket")).ToContainTextAsync("media-prod");
        await Assertions.Expect(Row("SignGateway:Oss:InternalEndpoint")).ToContainTextAsync("not set");
        await Assertions.Expect(Row("SignGateway:Tickets:Keys:0:Secret")).ToContainTextAsync("secret, never shown");

        ILocator Row(string name) => page.Main.GetByRole(AriaRole.Row).Filter(new() { HasText = name });
    }

    [Fact]
    public async Task the_keys_show_their_age_and_which_are_best_replaced()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/configuration");
        await Assertions.Expect(Row("2026-01", "signs")).ToContainTextAsync("12 days");
        await Assertions.Expect(Row("2025-01", "accepts")).Not.ToContainTextAsync("Older than");
        await Assertions.Expect(Row("LTAI5tExampleExample1234", "AccessKey")).ToContainTextAsync("Older than the advised 90 days.");
        await Assertions.Expect(Row("app/3f0a94c1", "events")).ToContainTextAsync("not here");

        ILocator Row(string id, string word) => page.Main.GetByRole(AriaRole.Row).Filter(new() { HasText = id }).Filter(new() { HasText = word });
    }

    [Fact]
    public async Task the_audit_says_who_changed_what_from_what_to_what()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/audit");
        var row = page.Main.GetByRole(AriaRole.Row).Filter(new() { HasText = "operator@example.com" });
        await Assertions.Expect(row).ToContainTextAsync("looked again");
        await Assertions.Expect(row).ToContainTextAsync("state: stored → rejected");
        await Assertions.Expect(row).Not.ToContainTextAsync("evidence");
    }

    [Fact]
    public async Task a_view_that_cannot_load_says_why_and_tries_again()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/audit", prepare: gateway =>
            gateway.Answers["GET audit"] = StandInAnswer.Problem(503, "ledger_unavailable", "The ledger did not answer."));
        await Assertions.Expect(page.Main.GetByRole(AriaRole.Alert)).ToContainTextAsync("The ledger is out of reach.");
        page.Gateway.Answers["GET audit"] = StandInAnswer.Ok(AdminData.Read("audit"));
        await page.Button("Try again").ClickAsync();
        await Assertions.Expect(page.Main.Locator("tbody tr")).ToHaveCountAsync(3);
    }

    [Theory]
    [InlineData("#/uploads/none", "There is no such thing here.")]
    [InlineData("#/callbacks/7", "There is no such thing here.")]
    public async Task what_is_not_there_is_said_to_be_not_there(string route, string text)
    {
        await using var page = await AdminPage.SignInAsync(suite, route);
        await Assertions.Expect(page.Main.GetByRole(AriaRole.Alert)).ToContainTextAsync(text);
    }

    [Fact]
    public async Task the_page_works_below_a_path_prefix()
    {
        await using var page = await AdminPage.OpenAsync(suite);
        await page.Tab.GotoAsync(new Uri(page.Gateway.Url, $"{StandInAdmin.Prefix}/admin/#/audit").AbsoluteUri);
        var asked = new List<string>();
        page.Tab.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath);
        await page.Button("admin").ClickAsync();
        await Assertions.Expect(page.Main.Locator("tbody tr")).ToHaveCountAsync(3);
        Assert.All(asked, path => Assert.StartsWith(StandInAdmin.Prefix, path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task the_language_changes_at_once_and_is_remembered()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/audit");
        await page.Button("简体中文").ClickAsync();
        await Assertions.Expect(page.Heading("审计")).ToBeVisibleAsync();
        await Assertions.Expect(page.Button("简体中文")).ToBeFocusedAsync();
        Assert.Equal("zh-CN", await page.Tab.EvaluateAsync<string>("document.documentElement.lang"));
        Assert.Equal("审计 · SignGateway", await page.Tab.TitleAsync());
        await page.Tab.ReloadAsync();
        await Assertions.Expect(page.Heading("登录")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task a_browser_that_asks_for_chinese_gets_chinese()
    {
        await using var page = await AdminPage.OpenAsync(suite, new Look(Language: "zh"));
        await Assertions.Expect(page.Heading("登录")).ToBeVisibleAsync();
    }
}
