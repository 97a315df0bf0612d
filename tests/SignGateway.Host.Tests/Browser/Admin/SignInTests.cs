using System.Text.Json.Nodes;
using Microsoft.Playwright;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin;

[Collection(AdminSuite.Name)]
public sealed class SignInTests(AdminSuite suite)
{
    [Fact]
    public async Task nobody_sees_anything_before_signing_in()
    {
        await using var page = await AdminPage.OpenAsync(suite);
        await page.GoAsync("#/uploads");
        await Assertions.Expect(page.Heading("Sign in")).ToBeVisibleAsync();
        await Assertions.Expect(page.Tab.Locator("header nav")).ToHaveCountAsync(0);
        Assert.Empty(page.Gateway.Asked);
    }

    [Fact]
    public async Task a_demo_user_signs_in_and_out()
    {
        await using var page = await AdminPage.SignInAsync(suite);
        await Assertions.Expect(page.Tab.Locator(".account")).ToContainTextAsync("admin");
        await page.Button("Sign out").ClickAsync();
        await Assertions.Expect(page.Heading("Sign in")).ToBeFocusedAsync();
        await Assertions.Expect(page.Tab.Locator("header nav")).ToHaveCountAsync(0);
        await Patience.UntilAsync("the stream is closed", () => Task.FromResult(page.Gateway.Stream.Readers == 0));
    }

    [Fact]
    public async Task a_session_that_has_ended_leads_back_to_the_sign_in()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/audit");
        page.Gateway.Refusal = StandInAnswer.Unauthenticated;
        await page.Link("Configuration").ClickAsync();
        await Assertions.Expect(page.Heading("Sign in")).ToBeFocusedAsync();
        await Assertions.Expect(page.Main.GetByRole(AriaRole.Alert)).ToContainTextAsync("Your session has ended.");

        page.Gateway.Refusal = null;
        await page.Button("admin").ClickAsync();
        await Assertions.Expect(page.Heading("Configuration")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task a_token_that_has_run_out_is_renewed_unseen()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/audit");
        page.Gateway.Refusal = StandInAnswer.Unauthenticated;
        page.Gateway.SigningIn = () => page.Gateway.Refusal = null;
        await page.Link("Configuration").ClickAsync();
        await Assertions.Expect(page.Heading("Settings")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task a_stream_that_is_refused_leads_back_to_the_sign_in()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/audit");
        await Patience.UntilAsync("the stream is open", () => Task.FromResult(page.Gateway.Stream.Readers == 1));
        page.Gateway.Refusal = StandInAnswer.Unauthenticated;
        page.Gateway.Stream.Break();
        await Assertions.Expect(page.Heading("Sign in")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task whoever_lacks_the_role_is_told_which_one()
    {
        await using var page = await AdminPage.OpenAsync(suite, prepare: gateway =>
            gateway.Refusal = StandInAnswer.Problem(403, "role_missing", "This takes the role sign-gateway-admin."));
        await page.Button("alice").ClickAsync();
        await Assertions.Expect(page.Heading("You are signed in, but may not see this")).ToBeFocusedAsync();
        await Assertions.Expect(page.Main.GetByRole(AriaRole.Alert)).ToContainTextAsync("sign-gateway-admin");
        await Assertions.Expect(page.Tab.Locator("header nav")).ToHaveCountAsync(0);
        await page.Button("Sign in as somebody else").ClickAsync();
        await Assertions.Expect(page.Heading("Sign in")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task a_role_that_is_taken_away_is_noticed()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/audit");
        page.Gateway.Refusal = StandInAnswer.Problem(403, "role_missing", "This takes the role sign-gateway-admin.");
        await page.Link("Configuration").ClickAsync();
        await Assertions.Expect(page.Heading("You are signed in, but may not see this")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task tokens_are_kept_nowhere_but_in_memory()
    {
        await using var page = await AdminPage.SignInAsync(suite);
        var kept = await page.Tab.EvaluateAsync<string>("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])");
        Assert.Equal("""[{},{},""]""", kept);
        await page.Tab.ReloadAsync();
        await Assertions.Expect(page.Heading("Sign in")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task without_any_way_to_sign_in_the_page_says_what_to_set()
    {
        await using var page = await AdminPage.OpenAsync(suite, prepare: gateway =>
            gateway.Settings = new JsonObject { ["authority"] = null, ["clientId"] = null, ["scope"] = "openid profile", ["demo"] = false });
        await Assertions.Expect(page.Main.GetByRole(AriaRole.Alert)).ToContainTextAsync("SignGateway:Admin:ClientId");
    }
}
