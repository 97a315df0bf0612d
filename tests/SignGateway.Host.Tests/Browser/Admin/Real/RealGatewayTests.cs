using System.Diagnostics;
using Microsoft.Playwright;
using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin.Real;

/// <summary>What happens at the gateway shows on an open page, which nobody reloads. How long that took is in the output; the goal is two seconds.</summary>
public sealed class RealGatewayTests(RealGateway gateway, ITestOutputHelper output) : IClassFixture<RealGateway>
{
    private static readonly Dictionary<string, string> Words = new Dictionary<string, string>
    {
        ["recorded"] = "recorded",
        ["duplicate"] = "duplicate",
        ["callback_unsigned"] = "Not signed",
        ["callback_key_untrusted"] = "Key not trusted",
        ["callback_signature_invalid"] = "Signature does not verify",
        ["callback_too_large"] = "Body too large",
        ["callback_malformed"] = "Body not readable",
        ["ticket_invalid"] = "Ticket not valid",
        ["ticket_mismatch"] = "Differs from the ticket",
        ["ticket_expired"] = "Ticket past its end",
        ["method_not_allowed"] = "Wrong verb",
    };

    public static TheoryData<string> Kinds => [.. Senders.All.Keys];

    public static TheoryData<string> Refusals => [.. Senders.All.Keys.Where(kind => kind is not ("recorded" or "duplicate"))];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task a_callback_appears(string kind)
    {
        await using var page = await gateway.OpenAsync($"#/callbacks?{(Words[kind] == kind ? "verdict" : "code")}={kind}");
        var before = await page.Main.Locator("tbody tr").CountAsync();

        await Senders.All[kind](gateway);
        var watch = Stopwatch.StartNew();
        await Assertions.Expect(page.Main.Locator("tbody tr")).ToHaveCountAsync(before + 1);
        Tell(kind, watch);

        await Assertions.Expect(page.Main.Locator("tbody tr").First).ToContainTextAsync(Words[kind]);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task two_clicks_from_the_overview_lead_to_the_reason_in_words(string code)
    {
        await Senders.All[code](gateway);
        await using var page = await gateway.OpenAsync("#/overview");

        await page.Link(Words[code]).ClickAsync();
        await page.Main.Locator("tbody tr").Filter(new() { HasText = Words[code] }).First.Locator("a").First.ClickAsync();

        var alert = page.Main.GetByRole(AriaRole.Alert);
        await Assertions.Expect(alert).ToContainTextAsync(Words[code]);
        await Assertions.Expect(alert).ToContainTextAsync(code);
        Assert.Equal(4, await alert.Locator("p").CountAsync());
    }

    [Fact]
    public async Task a_new_upload_appears_and_changes_its_state_where_it_stands()
    {
        await using var page = await gateway.OpenAsync("#/uploads");
        var grant = await gateway.SignAsync("fresh.png");
        var watch = Stopwatch.StartNew();
        await page.Main.GetByRole(AriaRole.Button, new() { NameRegex = new("Show .* new upload") }).ClickAsync();
        var row = page.Main.Locator("tbody tr").Filter(new() { Has = page.Tab.Locator($"a[href='#/uploads/{grant["id"]}']") });
        await Assertions.Expect(row).ToContainTextAsync("issued");
        Tell("a grant in the list of uploads", watch);

        // A row that has the focus stays as it is.
        await page.Heading("Uploads").FocusAsync();
        await RealGateway.UploadAsync(grant);
        watch.Restart();
        await Assertions.Expect(row).ToContainTextAsync("stored");
        Tell("a stored upload in the list of uploads", watch);
    }

    [Fact]
    public async Task an_open_upload_follows_its_callbacks()
    {
        var grant = await gateway.SignAsync("open.png");
        await using var page = await gateway.OpenAsync($"#/uploads/{grant["id"]}");
        var history = page.Main.Locator(".history li");
        await Assertions.Expect(history).ToHaveCountAsync(1);

        await RealGateway.UploadAsync(grant);
        await Assertions.Expect(page.Main.Locator(".facts").First).ToContainTextAsync("stored");
        await Assertions.Expect(history).ToHaveCountAsync(2);

        await gateway.CallBackAsync(grant, body => body["mimeType"] = "text/html");
        await Assertions.Expect(history.First).ToContainTextAsync("media type differs from the ticket");
    }

    [Fact]
    public async Task the_overview_counts_along()
    {
        await using var page = await gateway.OpenAsync("#/overview");
        var refusals = page.Main.Locator(".tiles div").Filter(new() { HasText = "Refusals" }).Locator("dd");
        var before = int.Parse(await refusals.InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);

        await Senders.All["callback_unsigned"](gateway);
        var watch = Stopwatch.StartNew();
        await Assertions.Expect(refusals).ToHaveTextAsync($"{before + 1}");
        Tell("a refusal in the overview", watch);

        await Assertions.Expect(page.Main.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Ledger" })).ToContainTextAsync("works");
    }

    private void Tell(string what, Stopwatch watch) => output.WriteLine($"{what}: {watch.ElapsedMilliseconds} ms");
}
