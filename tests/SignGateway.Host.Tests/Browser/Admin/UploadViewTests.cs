using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin;

[Collection(AdminSuite.Name)]
public sealed class UploadViewTests(AdminSuite suite)
{
    private const string Detail = $"#/uploads/{AdminData.UploadId}";

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
}
