using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin;

[Collection(AdminSuite.Name)]
public sealed class EventViewTests(AdminSuite suite)
{
    [Fact]
    public async Task dead_letters_say_what_went_wrong_and_lead_to_their_uploads()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/events");
        Assert.Contains("GET events?state=dead", page.Gateway.Asked);
        var first = page.Main.Locator("tbody tr").First;
        await Assertions.Expect(first).ToContainTextAsync("stored");
        await Assertions.Expect(first).ToContainTextAsync("it answered 500");
        await Assertions.Expect(first.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", $"#/uploads/{AdminData.UploadId}");
    }

    [Fact]
    public async Task a_dead_letter_is_replayed_after_a_question_without_a_mouse()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/events");
        var first = page.Main.Locator("tbody tr").First;
        await page.TabToAsync(first.GetByRole(AriaRole.Button));
        await page.Tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Dialog).ToContainTextAsync(AdminData.DeadEvent);
        await page.TabToAsync(page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Replay", Exact = true }));
        await page.Tab.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Main.GetByRole(AriaRole.Status)).ToContainTextAsync("on its way again");
        Assert.Contains($"POST events/{AdminData.DeadEvent}/replay?endpoint=app", page.Gateway.Asked);
        await Assertions.Expect(first.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await Assertions.Expect(first.GetByRole(AriaRole.Link)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task one_that_is_no_dead_letter_any_more_says_so()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/events", prepare: gateway =>
            gateway.Answers[$"POST events/{AdminData.DeadEvent}/replay"] = StandInAnswer.Problem(409, "event_not_dead", "It was delivered."));
        await page.Main.Locator("tbody tr").First.GetByRole(AriaRole.Button).ClickAsync();
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Replay", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Main.GetByRole(AriaRole.Alert)).ToContainTextAsync("no dead letter any more");
    }

    [Fact]
    public async Task what_is_on_its_way_has_nothing_to_replay()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/events");
        await page.Link("On their way").ClickAsync();
        await page.ExpectLoadedAsync();
        Assert.Contains("GET events?state=pending", page.Gateway.Asked);
        await Assertions.Expect(page.Link("On their way")).ToHaveAttributeAsync("aria-current", "true");
        await Assertions.Expect(page.Main.GetByRole(AriaRole.Columnheader, new() { Name = "Next attempt" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Main.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task where_nobody_is_told_the_page_says_so()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/events", prepare: gateway =>
            gateway.Answers["GET events"] = StandInAnswer.Ok(new JsonObject { ["items"] = new JsonArray(), ["nextCursor"] = null, ["endpoints"] = new JsonArray() }));
        await Assertions.Expect(page.Main).ToContainTextAsync("SignGateway:Events:Endpoints");
    }
}
