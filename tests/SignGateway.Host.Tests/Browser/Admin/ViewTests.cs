using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin;

[Collection(AdminSuite.Name)]
public sealed class ViewTests(AdminSuite suite)
{
    private const string Detail = $"#/uploads/{AdminData.UploadId}";

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
    public async Task a_search_asks_for_every_field_and_stands_in_the_address()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/uploads");
        await page.Tab.GetByText("More fields").ClickAsync();
        foreach (var (label, text) in new[]
        {
            ("User", "alice"), ("Upload id", "01k"), ("Profile", "default"), ("Key begins with", "u/7"), ("Media type", "image/png"),
            ("Size at least", "1 kB"), ("Size at most", "10 MB"), ("Issued from", "2026-01-15T08:00"), ("Issued until", "2026-01-15T09:00"),
        })
            await page.Tab.GetByLabel(label, new() { Exact = true }).FillAsync(text);
        await page.Tab.GetByLabel("State").SelectOptionAsync("stored");
        await page.Tab.GetByLabel("Evidence").SelectOptionAsync("object");
        await page.Button("Search").ClickAsync();
        await page.ExpectLoadedAsync();

        const string Asked = "user=alice&id=01k&profile=default&state=stored&keyPrefix=u%2F7&type=image%2Fpng&evidence=object&minSize=1000&maxSize=10000000"
            + "&from=2026-01-15T08%3A00%3A00.000Z&to=2026-01-15T09%3A00%3A00.000Z";
        Assert.Contains($"GET uploads?{Asked}", page.Gateway.Asked);
        Assert.EndsWith($"#/uploads?{Asked}", page.Tab.Url, StringComparison.Ordinal);
        await Assertions.Expect(page.Heading("Results")).ToBeFocusedAsync();
        await Assertions.Expect(page.Tab.GetByLabel("Size at most")).ToHaveValueAsync("10000000");
        await Assertions.Expect(page.Tab.GetByLabel("Issued from")).ToHaveValueAsync("2026-01-15T08:00");

        await page.Tab.GoBackAsync();
        await page.ExpectLoadedAsync();
        await Assertions.Expect(page.Tab.GetByLabel("User", new() { Exact = true })).ToHaveValueAsync("");
    }

    [Fact]
    public async Task what_is_no_size_is_not_searched_for()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/uploads");
        await page.Tab.GetByText("More fields").ClickAsync();
        await page.Tab.GetByLabel("Size at least").FillAsync("plenty");
        await page.Button("Search").ClickAsync();
        Assert.False(await page.Tab.GetByLabel("Size at least").EvaluateAsync<bool>("field => field.validity.valid"));
        Assert.EndsWith("#/uploads", page.Tab.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task more_uploads_follow_with_the_cursor_and_reading_goes_on_there()
    {
        var older = (JsonObject)AdminData.Read("upload")["upload"]!.DeepClone();
        (older["id"], older["fileName"]) = ("01kezzzzzzzzzzzzzzzzzzzzzz", "older.png");
        await using var page = await AdminPage.SignInAsync(suite, "#/uploads", prepare: gateway =>
            gateway.Answers["GET uploads?cursor=page-2"] = StandInAnswer.Ok(new JsonObject { ["items"] = new JsonArray(older), ["nextCursor"] = null }));
        await Assertions.Expect(page.Main.Locator("tbody tr")).ToHaveCountAsync(6);
        await page.Button("Show more").ClickAsync();
        await Assertions.Expect(page.Main.Locator("tbody tr")).ToHaveCountAsync(7);
        await Assertions.Expect(page.Link("older.png")).ToBeFocusedAsync();
        await Assertions.Expect(page.Button("Show more")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task an_upload_shows_its_record_and_its_whole_history()
    {
        await using var page = await AdminPage.SignInAsync(suite, Detail);
        foreach (var text in new[] { "春天的照片 landscape.png", "alice", "stored", "seen by the gateway", "48.2 kB (48,213 bytes)", "320 × 200, png", "5D41402ABC4B2A76B9719D911017C592", "Frühling", "2.4.1", "Jan 15, 2026, 08:31:12" })
            await Assertions.Expect(page.Main).ToContainTextAsync(text);
        await Assertions.Expect(page.Main.Locator(".history > li")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Main.Locator(".history > li").Nth(1)).ToContainTextAsync("Signature does not verify");
    }

    [Fact]
    public async Task the_picture_comes_through_a_short_lived_link_and_only_when_asked_for()
    {
        var link = new Uri(suite.Host.SimulatorUrl, "media-prod/picture.png?x-oss-signature=short").AbsoluteUri;
        await using var page = await AdminPage.SignInAsync(suite, Detail, prepare: gateway =>
            gateway.Answers[$"GET uploads/{AdminData.UploadId}/content"] = StandInAnswer.Ok(new JsonObject { ["url"] = link, ["expiresIn"] = 60 }));
        await page.Tab.RouteAsync(link, route => route.FulfillAsync(new() { ContentType = "image/png", BodyBytes = SampleFiles.Png(32, 20) }));
        Assert.DoesNotContain(page.Gateway.Asked, call => call.Contains("/content", StringComparison.Ordinal));
        await page.Button("Show the picture").ClickAsync();
        var picture = page.Main.Locator(".preview img");
        await Assertions.Expect(page.Tab.GetByText("The picture is shown.")).ToBeAttachedAsync();
        Assert.Equal(32, await picture.EvaluateAsync<int>("image => image.naturalWidth"));
    }

    [Fact]
    public async Task looking_again_asks_first_and_tells_what_was_found()
    {
        await using var page = await AdminPage.SignInAsync(suite, Detail);
        await page.Button("Look again").ClickAsync();
        await Assertions.Expect(page.Dialog).ToContainTextAsync("春天的照片 landscape.png");
        await page.Dialog.GetByText("Cancel").ClickAsync();
        await Assertions.Expect(page.Dialog).ToHaveCountAsync(0);
        Assert.DoesNotContain(page.Gateway.Asked, call => call.StartsWith("POST", StringComparison.Ordinal));

        await page.Button("Look again").ClickAsync();
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Look again" }).ClickAsync();
        await Assertions.Expect(page.Main.GetByRole(AriaRole.Status)).ToContainTextAsync("agrees with the record");
    }

    [Fact]
    public async Task deleting_asks_first_and_shows_the_new_state()
    {
        await using var page = await AdminPage.SignInAsync(suite, Detail);
        await page.Button("Delete").ClickAsync();
        await page.Dialog.GetByText("Cancel").ClickAsync();
        await Assertions.Expect(page.Dialog).ToHaveCountAsync(0);
        Assert.DoesNotContain(page.Gateway.Asked, call => call.StartsWith("DELETE", StringComparison.Ordinal));

        var gone = AdminData.Read("upload");
        gone["upload"]!["state"] = "deleted";
        page.Gateway.Answers[$"GET uploads/{AdminData.UploadId}"] = StandInAnswer.Ok(gone);
        await page.Button("Delete").ClickAsync();
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Assertions.Expect(page.Main.GetByRole(AriaRole.Status)).ToContainTextAsync("The upload is deleted.");
        await Assertions.Expect(page.Button("Delete")).ToBeDisabledAsync();
        await Assertions.Expect(page.Button("Show the picture")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task an_action_that_is_refused_says_why()
    {
        await using var page = await AdminPage.SignInAsync(suite, Detail, prepare: gateway =>
            gateway.Answers[$"POST uploads/{AdminData.UploadId}/look"] = StandInAnswer.Problem(503, "oss_unavailable", "OSS answered 500."));
        await page.Button("Look again").ClickAsync();
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Look again" }).ClickAsync();
        await Assertions.Expect(page.Main.GetByRole(AriaRole.Alert)).ToContainTextAsync("OSS is out of reach.");
        await Assertions.Expect(page.Main.GetByRole(AriaRole.Alert)).ToContainTextAsync("OSS answered 500.");
    }

    [Fact]
    public async Task the_details_of_a_refusal_are_two_clicks_from_the_overview()
    {
        await using var page = await AdminPage.SignInAsync(suite, prepare: gateway =>
        {
            var refused = AdminData.Read("callbacks");
            refused["items"] = new JsonArray(refused["items"]!.AsArray().Single(item => (int)item!["number"]! == 48213)!.DeepClone());
            gateway.Answers["GET callbacks?verdict=refused&code=callback_signature_invalid"] = StandInAnswer.Ok(refused);
        });
        await page.Link("Signature does not verify").ClickAsync();
        await page.ExpectLoadedAsync();
        await page.Main.Locator("tbody th a").ClickAsync();

        await Assertions.Expect(page.Heading("Callback 48213")).ToBeVisibleAsync();
        await page.ExpectLoadedAsync();
        foreach (var text in new[] { "a proxy that rewrites path", "No candidate fits the signature.", "/upload-gateway/v1/callbacks/oss", "x-oss-pub-key-url", "ticket=[redacted]", "612 bytes" })
            await Assertions.Expect(page.Main).ToContainTextAsync(text);
        await Assertions.Expect(page.Main.Locator(".candidates pre").First).ToHaveTextAsync(
            (string)AdminData.Read("callback")["candidates"]![0]!["text"]!, new() { UseInnerText = true });
    }

    [Fact]
    public async Task callbacks_are_narrowed_down_by_what_the_form_says()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/callbacks");
        await Assertions.Expect(page.Main.Locator("tbody tr")).ToHaveCountAsync(6);
        await page.Tab.GetByLabel("Verdict").SelectOptionAsync("refused");
        await page.Tab.GetByLabel("Reason").SelectOptionAsync("ticket_invalid");
        await page.Tab.GetByLabel("Request id").FillAsync(" 6965A42AF2B4D83435A11D70 ");
        await page.Button("Apply").ClickAsync();
        await page.ExpectLoadedAsync();
        Assert.Contains("GET callbacks?verdict=refused&code=ticket_invalid&requestId=6965A42AF2B4D83435A11D70", page.Gateway.Asked);
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
    public async Task a_search_that_ends_for_now_before_it_has_found_anything_can_go_on()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/uploads?user=rare", prepare: gateway =>
            gateway.Answers["GET uploads?user=rare"] = StandInAnswer.Ok(new JsonObject { ["items"] = new JsonArray(), ["nextCursor"] = "on" }));
        await Assertions.Expect(page.Main).ToContainTextAsync("Older entries are still to be searched.");
        await page.Button("Show more").ClickAsync();
        await Assertions.Expect(page.Main.Locator("tbody tr")).ToHaveCountAsync(6);
        Assert.Contains("GET uploads?user=rare&cursor=on", page.Gateway.Asked);
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
