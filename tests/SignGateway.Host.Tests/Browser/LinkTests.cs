using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using OssSimulator;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Browser;

/// <summary>What a real Chromium does with our links, under a domain of the bucket's own, where things may be shown.</summary>
public sealed class LinkTests : IAsyncLifetime
{
    // Every browser takes this for loopback, and no name server is asked.
    private const string Domain = "files.localhost";

    private WatchedLoop _loop = null!;
    private ChromiumBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _loop = await WatchedLoop.StartForAsync(storage => new()
        {
            ["SignGateway__Oss__UrlStyle"] = "Cname",
            ["SignGateway__Oss__Endpoint"] = $"http://{Domain}:{storage.Url.Port}",
            // The gateway itself has no such resolver.
            ["SignGateway__Profiles__default__VerifyObject"] = "Never",
        });
        _loop.StorageOptions.CustomDomains[Domain] = SimulatorOptions.DefaultBucket;
        _browser = await ChromiumBrowser.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _loop.DisposeAsync();
    }

    [Fact]
    public async Task a_file_is_saved_under_its_real_name()
    {
        var page = await _browser.NewPageAsync();
        var link = await UploadAsync("春天 \"a\"; 'b'.pdf", "application/pdf", SampleFiles.Pdf, "?disposition=attachment");

        var download = await DownloadAsync(page, link);

        // Chromium itself writes a low line for what some file system does not take.
        Assert.Equal("春天 _a_; 'b'.pdf", download.SuggestedFilename);
    }

    [Fact]
    public async Task a_picture_is_shown()
    {
        var page = await _browser.NewPageAsync();
        var response = await page.GotoAsync(await UploadAsync("a.png", "image/png", SampleFiles.Png(4, 4)));
        Assert.Equal(200, response!.Status);
        Assert.Equal(4, await page.EvaluateAsync<int>("document.images[0].naturalWidth"));
    }

    [Theory]
    [InlineData("a.svg", "image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'><script>document.title = 'ran'; fetch('/ran')</script></svg>")]
    [InlineData("a.html", "text/html", "<script>document.title = 'ran'; fetch('/ran')</script>")]
    public async Task what_could_run_is_saved_and_does_not_run(string name, string type, string content)
    {
        var page = await _browser.NewPageAsync();
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath);

        var download = await DownloadAsync(page, await UploadAsync(name, type, Encoding.UTF8.GetBytes(content)));

        Assert.Equal(name, download.SuggestedFilename);
        Assert.Equal("about:blank", page.Url);
        Assert.DoesNotContain("/ran", asked);
    }

    private static Task<IDownload> DownloadAsync(IPage page, string link) => page.RunAndWaitForDownloadAsync(async () =>
    {
        try
        {
            await page.GotoAsync(link);
        }
        catch (PlaywrightException exception) when (exception.Message.Contains("Download is starting", StringComparison.Ordinal) || exception.Message.Contains("ERR_ABORTED", StringComparison.Ordinal))
        {
            // What a navigation that turns into a download ends with.
        }
    });

    private async Task<string> UploadAsync(string name, string type, byte[] content, string query = "")
    {
        using var alice = _loop.ClientFor("alice");
        var grant = await alice.SignAsync(new JsonObject { ["fileName"] = name, ["contentType"] = type });
        // Not through the domain: only browsers find it.
        grant["url"] = $"{_loop.Storage.Url}{SimulatorOptions.DefaultBucket}";
        Assert.Equal(200, (await GatewayClient.PostAsync(grant, content)).Status);
        var (_, link) = await alice.SendAsync(HttpMethod.Get, $"/v1/uploads/{grant["id"]}/content{query}");
        return (string)link!["url"]!;
    }
}
