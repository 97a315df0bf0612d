using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin;

/// <summary>What users, callbacks and settings may hold shows as the text it is. A script that ran, or a rule of the content policy that was broken, fails the page.</summary>
[Collection(AdminSuite.Name)]
public sealed class HostileTextTests(AdminSuite suite)
{
    private const string Markup = "<img src=x onerror=\"alert('m')\"><script>alert(1)</script><style>*{display:none}</style>&amp;&#x202e;";
    private const string Turned = "\u202Egnp.exe \u2067\u2069\u2069 אבג";
    private const string Wide = "𝒳😀🏳️‍🌈𠮷";
    private const string Hostile = Markup + Turned + Wide;

    public static TheoryData<string, string> Views => new()
    {
        { "#/", "GET overview" },
        { "#/uploads", "GET uploads" },
        { $"#/uploads/{AdminData.UploadId}", $"GET uploads/{AdminData.UploadId}" },
        { "#/callbacks", "GET callbacks" },
        { "#/events", "GET events" },
        { $"#/callbacks/{AdminData.RefusedNumber}", $"GET callbacks/{AdminData.RefusedNumber}" },
        { "#/configuration", "GET configuration" },
        { "#/configuration", "GET keys" },
        { "#/audit", "GET audit" },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public async Task everything_in_an_answer_shows_as_text(string route, string call)
    {
        await using var page = await AdminPage.SignInAsync(suite, route, prepare: gateway =>
            gateway.Answers[call] = StandInAnswer.Ok(Poison(JsonNode.Parse(gateway.Answers[call].Json!)!)));
        await ExpectShownAsync(page);
    }

    [Fact]
    public async Task an_explanation_shows_as_text()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/explain", prepare: gateway =>
            gateway.Answers["POST explain"] = StandInAnswer.Ok(Poison(AdminData.Read("explanation"))));
        await page.Tab.GetByLabel("Paste what you have").FillAsync(Hostile);
        await page.Button("Explain").ClickAsync();
        await Assertions.Expect(page.Main.Locator("table")).Not.ToHaveCountAsync(0);
        await ExpectShownAsync(page);
    }

    [Fact]
    public async Task what_the_doctor_found_shows_as_text()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/doctor", prepare: gateway =>
            gateway.Answers["POST doctor"] = StandInAnswer.Ok(Poison(AdminData.Read("doctor"))));
        await page.Button("Look").ClickAsync();
        await Assertions.Expect(page.Main.Locator("table")).ToHaveCountAsync(1);
        await ExpectShownAsync(page);
    }

    [Fact]
    public async Task the_name_of_whoever_is_signed_in_and_a_refusal_show_as_text()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/audit", prepare: gateway =>
        {
            gateway.Answers["GET me"] = StandInAnswer.Ok(new JsonObject { ["userId"] = Hostile });
            gateway.Answers["GET audit"] = StandInAnswer.Problem(500, Hostile, Hostile);
        });
        await Assertions.Expect(page.Main.GetByRole(AriaRole.Alert)).ToContainTextAsync(Hostile);
        await ExpectShownAsync(page);
        Assert.Contains(Hostile, await page.Tab.Locator(".account").TextContentAsync() ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_dialog_shows_a_file_name_as_text()
    {
        await using var page = await AdminPage.SignInAsync(suite, $"#/uploads/{AdminData.UploadId}", prepare: gateway =>
        {
            var upload = AdminData.Read("upload");
            upload["upload"]!["fileName"] = Hostile;
            gateway.Answers[$"GET uploads/{AdminData.UploadId}"] = StandInAnswer.Ok(upload);
        });
        await page.Button("Delete").ClickAsync();
        Assert.Equal(Hostile, await page.Dialog.Locator(".subject").TextContentAsync());
        await page.Tab.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Dialog).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task a_hash_that_somebody_sends_runs_nothing()
    {
        await using var page = await AdminPage.SignInAsync(suite, $"#/uploads?user={Uri.EscapeDataString(Markup)}&state={Uri.EscapeDataString(Markup)}&from={Uri.EscapeDataString(Markup)}");
        await Assertions.Expect(page.Tab.GetByLabel("User", new() { Exact = true })).ToHaveValueAsync(Markup);
        Assert.Equal(0, await page.Main.Locator("img, script, style").CountAsync());
    }

    // Every text becomes hostile, but those that choose how something is shown or that must be times.
    private static JsonNode Poison(JsonNode node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields.ToList())
                {
                    if (value is JsonValue text && text.TryGetValue<string>(out var old))
                        fields[name] = IsShape(name, old) ? old : Hostile;
                    else if (value is not null)
                        Poison(value);
                }

                break;
            case JsonArray items:
                for (var index = 0; index < items.Count; index++)
                {
                    if (items[index] is JsonValue value && value.TryGetValue<string>(out _))
                        items[index] = Hostile;
                    else if (items[index] is { } item)
                        Poison(item);
                }

                break;
        }

        return node;
    }

    private static bool IsShape(string name, string text) => name is "window" or "nextCursor" || DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _);

    private static async Task ExpectShownAsync(AdminPage page)
    {
        var shown = page.Main.Locator("bdi").Filter(new() { HasText = Hostile }).First;
        await Assertions.Expect(shown).ToBeVisibleAsync();
        Assert.Equal(Hostile, await page.Main.Locator("bdi").EvaluateAllAsync<string>("(all, text) => all.map(each => each.textContent).find(each => each === text)", Hostile));
        Assert.Equal("isolate", await shown.EvaluateAsync<string>("each => getComputedStyle(each).unicodeBidi"));
        Assert.Equal(0, await page.Main.Locator("img, script, style").CountAsync());
        Assert.False(await page.Tab.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"), "The page scrolls sideways.");
    }
}
