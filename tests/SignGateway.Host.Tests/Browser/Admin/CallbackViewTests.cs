using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin;

[Collection(AdminSuite.Name)]
public sealed class CallbackViewTests(AdminSuite suite)
{
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
}
