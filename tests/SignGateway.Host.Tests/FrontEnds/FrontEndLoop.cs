using System.Text.Json.Nodes;
using Microsoft.Playwright;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.FrontEnds;

/// <summary>A gateway, its storage, a browser and the pages of another origin: one of each for all classes that name it.</summary>
[CollectionDefinition(nameof(FrontEndLoop))]
public sealed class FrontEndLoop : IAsyncLifetime, ICollectionFixture<FrontEndLoop>
{
    public FrontEndPages Pages { get; private set; } = null!;

    public WatchedLoop Loop { get; private set; } = null!;

    public ChromiumBrowser Browser { get; private set; } = null!;

    public TestFiles Files { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Pages = await FrontEndPages.StartAsync();
        await Pages.BundleAsync();
        Loop = await WatchedLoop.StartAsync(new()
        {
            ["SignGateway__Cors__Origins__0"] = Pages.Url.GetLeftPart(UriPartial.Authority),
            ["SignGateway__Profiles__default__GrantLifetime"] = "00:05:00",
            ["SignGateway__Profiles__small__MaxBytes"] = "1000",
            ["SignGateway__Profiles__parts__Methods__0"] = "Multipart",
            ["SignGateway__Profiles__parts__MaxBytes"] = "10000000000",
            ["SignGateway__Profiles__parts__PartSize"] = $"{LongRun.PartSize}",
            ["SignGateway__Profiles__pages__AllowPrefixGrants"] = "true",
            ["SignGateway__Profiles__short-pages__AllowPrefixGrants"] = "true",
            ["SignGateway__Profiles__short-pages__GrantLifetime"] = "00:00:08",
            ["SignGateway__Reconcile__Interval"] = "00:00:01",
            ["SignGateway__Reconcile__Grace"] = "00:00:01",
        });
        Browser = await ChromiumBrowser.StartAsync();
    }

    /// <summary>Opens a page as alice, with no trouble left from before.</summary>
    public async Task<IPage> OpenAsync(string bundle, string profile = "default", bool hold = false, string user = "alice")
    {
        var faults = Loop.Storage.Faults;
        faults.Drop = faults.Cut = faults.Mute = 0;
        faults.Parts.Number = faults.Parts.Cut = faults.Parts.Refuse = 0;
        faults.ClockOffset = TimeSpan.Zero;

        var page = await Browser.NewPageAsync();
        await SignInAsync(page, user, profile, hold);
        await page.GotoAsync((await Pages.PageOfAsync(bundle)).AbsoluteUri);
        return page;
    }

    /// <summary>Whose the page is when it is loaded next.</summary>
    public Task SignInAsync(IPage page, string user, string profile, bool hold = false)
    {
        var settings = new JsonObject
        {
            ["gateway"] = Loop.Host.Url.GetLeftPart(UriPartial.Authority),
            ["token"] = Loop.Tokens.For(user),
            ["profile"] = profile,
            ["hold"] = hold,
            ["multipartFrom"] = profile == "parts" ? 1 : 100_000_000,
        };
        return page.AddInitScriptAsync($"window.settings = {settings.ToJsonString()}");
    }

    /// <summary>What alice, or another, has under a file name.</summary>
    public async Task<JsonNode?> FindAsync(string fileName, string user = "alice", string state = "stored")
    {
        using var client = Loop.ClientFor(user);
        var (_, page) = await client.SendAsync(HttpMethod.Get, $"/v1/uploads?state={state}&limit=200");
        return page!["items"]!.AsArray().SingleOrDefault(upload => (string)upload!["fileName"]! == fileName);
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        await Loop.DisposeAsync();
        await Pages.DisposeAsync();
        Files.Dispose();
    }
}
