using System.Text.Json.Nodes;
using Microsoft.Playwright;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin;

[Collection(AdminSuite.Name)]
public sealed class StreamTests(AdminSuite suite)
{
    [Fact]
    public async Task new_callbacks_appear_at_the_top()
    {
        await using var page = await OpenAsync("#/callbacks");
        page.Gateway.Stream.Send("callback", Callback(50001));
        page.Gateway.Stream.Send("callback", Callback(50002));
        await Assertions.Expect(page.Main.Locator("tbody tr")).ToHaveCountAsync(8);
        await Assertions.Expect(page.Main.Locator("tbody a").First).ToHaveAttributeAsync("href", "#/callbacks/50002");
    }

    [Fact]
    public async Task a_narrowed_list_takes_in_only_what_fits()
    {
        await using var page = await OpenAsync("#/callbacks?code=ticket_expired");
        page.Gateway.Stream.Send("callback", Callback(50001));
        page.Gateway.Stream.Send("callback", Callback(50002, "ticket_expired"));
        await Assertions.Expect(page.Main.Locator("tbody tr")).ToHaveCountAsync(7);
        await Assertions.Expect(page.Main.Locator("tbody a").First).ToHaveAttributeAsync("href", "#/callbacks/50002");
    }

    [Fact]
    public async Task new_callbacks_can_be_held_back_and_let_in_later()
    {
        await using var page = await OpenAsync("#/callbacks");
        await page.Button("Hold new entries back").ClickAsync();
        page.Gateway.Stream.Send("callback", Callback(50001));
        await Assertions.Expect(page.Button("Let new entries in (1)")).ToBeVisibleAsync();
        await Assertions.Expect(page.Main.Locator("tbody tr")).ToHaveCountAsync(6);
        await page.Button("Let new entries in (1)").ClickAsync();
        await Assertions.Expect(page.Main.Locator("tbody tr")).ToHaveCountAsync(7);
    }

    [Fact]
    public async Task an_upload_changes_its_state_in_its_place_and_new_ones_wait_behind_a_button()
    {
        await using var page = await OpenAsync("#/uploads");
        page.Gateway.Stream.Send("upload", Upload("01kf0d2b8c4d6e9f1g3h5j7k9m", "meeting notes.pdf", "stored"));
        await Assertions.Expect(page.Main.Locator("tbody tr").First).ToContainTextAsync("stored");

        page.Gateway.Stream.Send("upload", Upload("01kf0zzzzzzzzzzzzzzzzzzzzz", "new.png", "issued"));
        page.Gateway.Stream.Send("upload", Upload("01ke00000000000000000000zz", "far below.png", "expired"));
        page.Gateway.Stream.Send("upload", Upload("01kf0zzzzzzzzzzzzzzzzzzzzz", "new.png", "stored"));
        await page.Button("Show 1 new upload").ClickAsync();
        await Assertions.Expect(page.Link("new.png")).ToBeFocusedAsync();
        await Assertions.Expect(page.Main.Locator("tbody tr").First).ToContainTextAsync("stored");
        await Assertions.Expect(page.Main.Locator("tbody tr")).ToHaveCountAsync(7);
    }

    [Fact]
    public async Task an_open_upload_follows_what_happens_to_it()
    {
        await using var page = await OpenAsync($"#/uploads/{AdminData.UploadId}");
        var changed = AdminData.Read("upload");
        changed["upload"]!["state"] = "rejected";
        page.Gateway.Answers[$"GET uploads/{AdminData.UploadId}"] = StandInAnswer.Ok(changed);
        page.Gateway.Stream.Send("upload", changed["upload"]!);
        await Assertions.Expect(page.Main.Locator(".facts")).ToContainTextAsync(["rejected"]);
    }

    [Fact]
    public async Task the_overview_follows()
    {
        await using var page = await OpenAsync("");
        var later = AdminData.Overview();
        later["replicas"] = 3;
        page.Gateway.Answers["GET overview"] = StandInAnswer.Ok(later);
        page.Gateway.Stream.Send("overview", new JsonObject());
        await Assertions.Expect(page.Main).ToContainTextAsync("3 replicas");
        await Assertions.Expect(page.Main.Locator("canvas")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task a_broken_stream_is_opened_again_and_what_was_missed_is_fetched()
    {
        await using var page = await OpenAsync("#/callbacks");
        var missed = AdminData.Read("callbacks");
        missed["items"]!.AsArray().Insert(0, Callback(50001));
        page.Gateway.Answers["GET callbacks"] = StandInAnswer.Ok(missed);
        page.Gateway.Stream.Away = true;
        page.Gateway.Stream.Break();
        await Assertions.Expect(page.Tab.Locator("header .live")).ToHaveTextAsync("Reconnecting");
        await Patience.UntilAsync("a second attempt", () => Task.FromResult(page.Gateway.Stream.Connections >= 2));

        page.Gateway.Stream.Away = false;
        await Assertions.Expect(page.Tab.Locator("header .live")).ToHaveTextAsync("Live");
        await Assertions.Expect(page.Main.Locator("tbody a").First).ToHaveAttributeAsync("href", "#/callbacks/50001");
        page.Gateway.Stream.Send("callback", Callback(50002));
        await Assertions.Expect(page.Main.Locator("tbody tr")).ToHaveCountAsync(8);
    }

    [Fact]
    public async Task a_gap_wider_than_a_page_begins_the_list_anew()
    {
        await using var page = await OpenAsync("#/callbacks");
        page.Gateway.Answers["GET callbacks"] = StandInAnswer.Ok(new JsonObject { ["items"] = new JsonArray(Callback(60001)), ["nextCursor"] = "older" });
        page.Gateway.Stream.Break();
        await Assertions.Expect(page.Main.Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Button("Show more")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task one_stream_serves_all_views()
    {
        await using var page = await OpenAsync("#/callbacks");
        foreach (var view in new[] { "Audit", "Overview", "Uploads", "Callbacks" })
        {
            await page.Link(view).ClickAsync();
            await page.ExpectLoadedAsync();
        }

        Assert.Equal(1, page.Gateway.Stream.Connections);
        page.Gateway.Stream.Send("callback", Callback(50001));
        await Assertions.Expect(page.Main.Locator("tbody tr")).ToHaveCountAsync(7);
    }

    private async Task<AdminPage> OpenAsync(string route)
    {
        var page = await AdminPage.SignInAsync(suite, route);
        await Assertions.Expect(page.Tab.Locator("header .live")).ToHaveTextAsync("Live");
        return page;
    }

    private static JsonObject Callback(int number, string? code = null) => new()
    {
        ["number"] = number,
        ["at"] = "2026-01-15T09:00:00Z",
        ["replica"] = "gw-1",
        ["verdict"] = code is null ? "recorded" : "refused",
        ["code"] = code,
        ["reason"] = null,
        ["requestId"] = "R",
        ["uploadId"] = null,
        ["milliseconds"] = 2,
        ["bytes"] = 100,
    };

    private static JsonObject Upload(string id, string fileName, string state)
    {
        var upload = (JsonObject)AdminData.Read("upload")["upload"]!.DeepClone();
        (upload["id"], upload["fileName"], upload["state"]) = (id, fileName, state);
        return upload;
    }
}
