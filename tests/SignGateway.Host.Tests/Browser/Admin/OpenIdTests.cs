using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin;

/// <summary>Signing in at an Authority of another origin, under the content policy of a Host that trusts it.</summary>
[Collection(AdminSuite.Name)]
public sealed class OpenIdTests(AdminSuite suite) : IAsyncLifetime
{
    private StandInAuthority _authority = null!;
    private HostProcess _host = null!;

    public async ValueTask InitializeAsync()
    {
        _authority = await StandInAuthority.StartAsync();
        _host = await HostProcess.StartNewAsync(new Dictionary<string, string>
        {
            ["Authentication__Schemes__Bearer__Authority"] = _authority.Url,
            ["Authentication__Schemes__Bearer__RequireHttpsMetadata"] = "false",
            ["Authentication__Schemes__Bearer__ValidAudience"] = "uploads",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _authority.DisposeAsync();
    }

    [Fact]
    public async Task the_way_to_the_authority_and_back_ends_where_it_began()
    {
        await using var page = await OpenAsync();
        await page.GoAsync("#/audit");
        await page.Button("Sign in").ClickAsync();
        await Assertions.Expect(page.Heading("Audit")).ToBeVisibleAsync();
        await page.ExpectLoadedAsync();

        Assert.Equal(1, _authority.Exchanges);
        Assert.Equal(new Uri(page.Gateway.Url, "admin/#/audit").AbsoluteUri, page.Tab.Url);
        Assert.All(page.Gateway.Authorizations, header => Assert.Equal("Bearer access-1", header));
        Assert.Equal("[{},{}]", await page.Tab.EvaluateAsync<string>("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])"));
    }

    [Fact]
    public async Task a_refusal_of_the_authority_is_told_in_its_own_words()
    {
        _authority.Error = "<b>Not you</b>";
        await using var page = await OpenAsync();
        await page.Button("Sign in").ClickAsync();
        await Assertions.Expect(page.Main.GetByRole(AriaRole.Alert)).ToContainTextAsync("<b>Not you</b>");
        Assert.Equal(new Uri(page.Gateway.Url, "admin/").AbsoluteUri, page.Tab.Url);
    }

    [Fact]
    public async Task an_answer_to_a_sign_in_that_nobody_began_signs_nobody_in()
    {
        await using var page = await OpenAsync();
        await page.Tab.GotoAsync(new Uri(page.Gateway.Url, "admin/?code=stolen&state=stolen").AbsoluteUri);
        await Assertions.Expect(page.Main.GetByRole(AriaRole.Alert)).ToContainTextAsync("does not belong to a sign-in that began in this tab");
        Assert.Equal(new Uri(page.Gateway.Url, "admin/").AbsoluteUri, page.Tab.Url);
        Assert.Equal(0, _authority.Exchanges);
    }

    [Fact]
    public async Task a_token_without_renewal_that_has_run_out_leads_back_to_the_sign_in()
    {
        await using var page = await OpenAsync();
        await page.Button("Sign in").ClickAsync();
        await Assertions.Expect(page.Heading("Overview")).ToBeVisibleAsync();
        page.Gateway.Refusal = StandInAnswer.Unauthenticated;
        await page.Link("Audit").ClickAsync();
        await Assertions.Expect(page.Main.GetByRole(AriaRole.Alert)).ToContainTextAsync("Your session has ended.");
    }

    [Fact]
    public async Task an_authority_that_is_away_is_said_to_be_away()
    {
        await using var page = await OpenAsync();
        await _authority.DisposeAsync();
        await page.Button("Sign in").ClickAsync();
        await Assertions.Expect(page.Main.GetByRole(AriaRole.Alert)).ToContainTextAsync("The Authority cannot be reached");
    }

    [Fact]
    public async Task the_content_policy_lets_the_page_talk_to_us_and_the_authority_alone()
    {
        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri(_host.Url, "admin/"), TestContext.Current.CancellationToken);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single().Split("; ");
        Assert.Equal(
            [
                "default-src 'none'", "script-src 'self'", "style-src 'self'", $"img-src 'self' {_host.SimulatorUrl.GetLeftPart(UriPartial.Authority)}",
                $"connect-src 'self' {_authority.Url}", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
                "require-trusted-types-for 'script'", "trusted-types 'none'",
            ],
            policy);
    }

    private Task<AdminPage> OpenAsync() => AdminPage.OpenAsync(suite, host: _host, prepare: gateway =>
        gateway.Settings = new JsonObject { ["authority"] = _authority.Url, ["clientId"] = "admin-page", ["scope"] = "openid profile", ["demo"] = false });
}
