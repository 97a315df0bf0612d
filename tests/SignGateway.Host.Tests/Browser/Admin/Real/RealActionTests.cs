using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin.Real;

/// <summary>What an administrator does on the page happens at the gateway and in storage.</summary>
public sealed class RealActionTests(RealGateway gateway) : IClassFixture<RealGateway>
{
    private const string Markup = "<img src=x onerror=\"alert('m')\"><script>alert(1)<script>&amp;";
    private const string Hostile = Markup + "\u202Egnp.exe \u2067\u2069אבג𝒳😀.png";

    [Fact]
    public async Task the_picture_is_shown_and_its_link_is_in_the_audit_log()
    {
        var grant = await gateway.UploadAsync("landscape.png");
        await using var page = await OpenAsync(grant);
        await page.Button("Show the picture").ClickAsync();
        var picture = page.Main.Locator(".preview img");
        await Assertions.Expect(picture).ToBeVisibleAsync();
        await page.Tab.WaitForFunctionAsync("() => document.querySelector('.preview img').naturalWidth === 320");

        await ExpectAuditAsync(page, grant, "made a link to the content");
    }

    [Fact]
    public async Task a_file_is_downloaded_under_its_name()
    {
        var grant = await gateway.UploadAsync("春天 landscape.png");
        await using var page = await OpenAsync(grant);
        var download = await page.Tab.RunAndWaitForDownloadAsync(() => page.Button("Download").ClickAsync());
        Assert.Equal("春天 landscape.png", download.SuggestedFilename);
    }

    [Fact]
    public async Task a_look_proves_the_upload()
    {
        var grant = await gateway.UploadAsync("looked.png");
        await using var page = await OpenAsync(grant);
        await page.Button("Look again").ClickAsync();
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Look again" }).ClickAsync();

        await Assertions.Expect(page.Main.Locator(".notice")).ToContainTextAsync("The object is there and agrees with the record.");
        await Assertions.Expect(page.Main.Locator(".facts").First).ToContainTextAsync("seen by the gateway");
        await Assertions.Expect(page.Main.Locator(".history li").First).ToContainTextAsync("Looked at the object");
        await ExpectAuditAsync(page, grant, "looked again", "callback → object");
    }

    [Fact]
    public async Task a_delete_asks_first_and_then_deletes()
    {
        var grant = await gateway.UploadAsync("gone.png");
        await using var page = await OpenAsync(grant);
        await page.Button("Delete").ClickAsync();
        await page.Dialog.GetByText("Cancel").ClickAsync();
        Assert.Equal("stored", await StateAsync(grant));

        await page.Button("Delete").ClickAsync();
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Assertions.Expect(page.Main.GetByText("The upload is deleted.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Button("Delete")).ToBeDisabledAsync();
        Assert.Equal("deleted", await StateAsync(grant));
        await ExpectAuditAsync(page, grant, "deleted", "stored → deleted");
    }

    [Fact]
    public async Task somebody_without_a_mouse_deletes_an_upload()
    {
        var grant = await gateway.UploadAsync("keyboard.png");
        await using var page = await gateway.OpenAsync("#/uploads");
        await PressAsync(page, page.Link("keyboard.png"));
        await Assertions.Expect(page.Heading("Upload")).ToBeFocusedAsync();
        await page.ExpectLoadedAsync();
        await PressAsync(page, page.Button("Delete"));
        await Assertions.Expect(page.Dialog.GetByText("Cancel")).ToBeFocusedAsync();
        await page.Tab.Keyboard.PressAsync("Tab");
        await page.Tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Main.GetByText("The upload is deleted.")).ToBeVisibleAsync();
        Assert.Equal("deleted", await StateAsync(grant));
    }

    [Fact]
    public async Task two_administrators_delete_one_upload_at_once()
    {
        var grant = await gateway.UploadAsync("both.png");
        await using var one = await OpenAsync(grant);
        await using var other = await OpenAsync(grant);
        foreach (var page in new[] { one, other })
            await page.Button("Delete").ClickAsync();

        await Task.WhenAll(new[] { one, other }.Select(page => page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync()));

        foreach (var page in new[] { one, other })
        {
            await Assertions.Expect(page.Main.GetByText("The upload is deleted.")).ToBeVisibleAsync();
            await Assertions.Expect(page.Main.Locator(".facts").First).ToContainTextAsync("deleted");
        }

        await one.GoAsync("#/audit");
        await one.ExpectLoadedAsync();
        await Assertions.Expect(AuditRows(one, grant)).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task what_one_administrator_deletes_the_other_sees_go()
    {
        var grant = await gateway.UploadAsync("seen.png");
        await using var one = await OpenAsync(grant);
        await using var other = await OpenAsync(grant);
        await one.Button("Delete").ClickAsync();
        await one.Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();

        await Assertions.Expect(other.Main.Locator(".facts").First).ToContainTextAsync("deleted");
        await Assertions.Expect(other.Button("Delete")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task the_configuration_shows_what_is_in_force_and_no_secret()
    {
        await using var page = await gateway.OpenAsync("#/configuration");
        await Assertions.Expect(page.Main.Locator(".card").Filter(new() { HasText = "brief" })).ToContainTextAsync("00:00:01");
        await Assertions.Expect(page.Main.Locator(".notice.warn")).ToContainTextAsync("Profile long grants forms for 00:30:00");
        var rows = page.Main.GetByRole(AriaRole.Row);
        await Assertions.Expect(rows.Filter(new() { HasText = "SignGateway:Tickets:Keys:0:Secret" })).ToContainTextAsync("secret, never shown");
        await Assertions.Expect(rows.Filter(new() { HasText = "SignGateway:Oss:Bucket" })).ToContainTextAsync("demo-bucket");
        Assert.DoesNotContain("simulator-key-secret", await page.Main.InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task hostile_text_shows_as_text()
    {
        var user = Markup[..40];
        var fileName = Hostile;
        await gateway.UploadAsync(fileName, user, new JsonObject { ["album"] = Markup });
        await using var page = await gateway.OpenAsync($"#/uploads?user={Uri.EscapeDataString(user)}");
        var row = page.Main.Locator("tbody tr").First;
        Assert.Equal(fileName, await row.Locator("a").First.TextContentAsync());
        await Assertions.Expect(row).ToContainTextAsync(user);

        await row.Locator("a").First.ClickAsync();
        await Assertions.Expect(page.Main.Locator(".facts").First).ToContainTextAsync(Markup);
        await page.Button("Delete").ClickAsync();
        Assert.Equal(fileName, await page.Dialog.Locator(".subject").TextContentAsync());
        await page.Tab.Keyboard.PressAsync("Escape");

        await gateway.PostAsync(request => request.Headers.TryAddWithoutValidation("User-Agent", Markup));
        await page.GoAsync("#/callbacks?code=callback_signature_invalid");
        await page.ExpectLoadedAsync();
        await page.Main.Locator("tbody a").First.ClickAsync();
        await Assertions.Expect(page.Main).ToContainTextAsync(Markup);
        Assert.Equal(0, await page.Main.Locator("img, script, style").CountAsync());
    }

    private Task<AdminPage> OpenAsync(JsonNode grant) => gateway.OpenAsync($"#/uploads/{grant["id"]}");

    private async Task<string> StateAsync(JsonNode grant)
    {
        using var alice = gateway.ClientFor("alice");
        return (string)(await alice.ReadAsync(grant))["state"]!;
    }

    private static async Task ExpectAuditAsync(AdminPage page, JsonNode grant, params string[] texts)
    {
        await page.GoAsync("#/audit");
        await page.ExpectLoadedAsync();
        foreach (var text in texts.Append("admin"))
            await Assertions.Expect(AuditRows(page, grant).First).ToContainTextAsync(text);
    }

    private static ILocator AuditRows(AdminPage page, JsonNode grant) => page.Main.Locator("tbody tr").Filter(new() { HasText = (string)grant["id"]! });

    private static async Task PressAsync(AdminPage page, ILocator target)
    {
        await page.TabToAsync(target);
        await page.Tab.Keyboard.PressAsync("Enter");
    }
}
