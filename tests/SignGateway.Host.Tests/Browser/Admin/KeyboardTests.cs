using Microsoft.Playwright;
using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin;

/// <summary>Nothing here touches a mouse.</summary>
[Collection(AdminSuite.Name)]
public sealed class KeyboardTests(AdminSuite suite)
{
    [Fact]
    public async Task somebody_signs_in_goes_to_every_view_and_signs_out()
    {
        await using var page = await AdminPage.OpenAsync(suite);
        await page.TabToAsync(page.Button("admin"));
        await page.Tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Heading("Overview")).ToBeFocusedAsync();
        foreach (var view in new[] { "Uploads", "Callbacks", "Events", "Explain", "Doctor", "Configuration", "Audit", "Overview" })
        {
            await PressAsync(page, page.Link(view));
            await Assertions.Expect(page.Heading(view)).ToBeFocusedAsync();
            await Assertions.Expect(page.Link(view)).ToHaveAttributeAsync("aria-current", "page");
        }

        await PressAsync(page, page.Button("Sign out"));
        await Assertions.Expect(page.Heading("Sign in")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task the_first_stop_leads_past_the_header()
    {
        await using var page = await AdminPage.SignInAsync(suite);
        await page.Tab.EvaluateAsync("document.activeElement.blur()");
        await page.Tab.ReloadAsync();
        await page.TabToAsync(page.Link("Skip to the content"));
        await page.Tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Main).ToBeFocusedAsync();
        await page.Tab.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Button("alice")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task somebody_searches_opens_an_upload_and_looks_again()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/uploads");
        await page.TabToAsync(page.Tab.GetByLabel("User", new() { Exact = true }));
        await page.Tab.Keyboard.TypeAsync("alice");
        await page.Tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Heading("Results")).ToBeFocusedAsync();
        await page.ExpectLoadedAsync();
        await PressAsync(page, page.Link("春天的照片 landscape.png"));
        await Assertions.Expect(page.Heading("Upload")).ToBeFocusedAsync();
        await page.ExpectLoadedAsync();

        await PressAsync(page, page.Button("Look again"));
        await Assertions.Expect(page.Dialog.GetByText("Cancel")).ToBeFocusedAsync();
        await page.Tab.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Button("Look again")).ToBeFocusedAsync();
        await page.Tab.Keyboard.PressAsync("Enter");
        await page.Tab.Keyboard.PressAsync("Tab");
        await page.Tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Main.GetByRole(AriaRole.Status)).ToContainTextAsync("agrees with the record");
        await Assertions.Expect(page.Button("Look again")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task a_delete_takes_two_decisions_and_enter_alone_means_no()
    {
        await using var page = await AdminPage.SignInAsync(suite, $"#/uploads/{AdminData.UploadId}");
        await PressAsync(page, page.Button("Delete"));
        await page.Tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Dialog).ToHaveCountAsync(0);
        Assert.DoesNotContain(page.Gateway.Asked, call => call.StartsWith("DELETE", StringComparison.Ordinal));

        await page.Tab.Keyboard.PressAsync("Enter");
        await page.TabToAsync(page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }));
        await page.Tab.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Main.GetByRole(AriaRole.Status)).ToContainTextAsync("The upload is deleted.");
    }

    [Fact]
    public async Task somebody_narrows_callbacks_down_holds_them_back_and_opens_one()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/callbacks");
        await page.TabToAsync(page.Tab.GetByLabel("Verdict"));
        await page.Tab.Keyboard.TypeAsync("refused");
        await PressAsync(page, page.Button("Apply"));
        await Assertions.Expect(page.Heading("Results")).ToBeFocusedAsync();
        await page.ExpectLoadedAsync();
        Assert.Contains("GET callbacks?verdict=refused", page.Gateway.Asked);
        await PressAsync(page, page.Button("Hold new entries back"));
        await PressAsync(page, page.Main.Locator($"a[href='#/callbacks/{AdminData.RefusedNumber}']"));
        await Assertions.Expect(page.Heading("Callback 48213")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task somebody_has_a_text_explained()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/explain");
        await page.TabToAsync(page.Tab.GetByLabel("Paste what you have"));
        await page.Tab.Keyboard.TypeAsync("{}");
        await PressAsync(page, page.Button("Explain"));
        await Assertions.Expect(page.Heading("A form")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task somebody_asks_the_doctor_about_one_profile()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/doctor");
        await page.TabToAsync(page.Tab.GetByLabel("Profile (empty: all)"));
        await page.Tab.Keyboard.TypeAsync("video");
        await PressAsync(page, page.Button("Look"));
        await Assertions.Expect(page.Heading("Something is wrong")).ToBeFocusedAsync();
        Assert.Equal("""{"profile":"video"}""", Assert.Single(page.Gateway.Bodies));
    }

    [Fact]
    public async Task somebody_changes_the_period_reads_a_chart_as_a_table_and_follows_a_refusal()
    {
        await using var page = await AdminPage.SignInAsync(suite);
        await PressAsync(page, page.Link("Day"));
        await Assertions.Expect(page.Heading("Overview")).ToBeFocusedAsync();
        await page.ExpectLoadedAsync();
        var figure = page.Main.Locator("figure").First;
        await PressAsync(page, figure.Locator("summary"));
        await page.TabToAsync(figure.GetByRole(AriaRole.Region));
        await PressAsync(page, page.Link("Ticket not valid"));
        await Assertions.Expect(page.Heading("Callbacks")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task somebody_changes_the_language()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/configuration");
        await PressAsync(page, page.Button("简体中文"));
        await Assertions.Expect(page.Heading("配置")).ToBeVisibleAsync();
        await page.Tab.Keyboard.PressAsync("Shift+Tab");
        await page.Tab.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Heading("Configuration")).ToBeVisibleAsync();
    }

    private static async Task PressAsync(AdminPage page, ILocator target)
    {
        await page.TabToAsync(target);
        await page.Tab.Keyboard.PressAsync("Enter");
    }
}
