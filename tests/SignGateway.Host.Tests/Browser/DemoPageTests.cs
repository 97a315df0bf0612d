using Microsoft.Playwright;
using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Browser;

/// <summary>The page at <c>/</c> in a real Chromium, against the Host and its simulator as a new user starts them.</summary>
public sealed class DemoPageTests : IAsyncLifetime
{
    private const long LargeSize = 300_000_000;

    private readonly TestFiles _files = new();
    private HostProcess _host = null!;
    private ChromiumBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await HostProcess.StartNewAsync();
        _browser = await ChromiumBrowser.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _host.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task alice_uploads_files_of_every_kind_and_bob_sees_none_of_them()
    {
        var page = await OpenAsync();
        await page.GetByTestId("user-alice").ClickAsync();
        await page.Locator("#files").SetInputFilesAsync(
        [
            _files.Save("landscape.png", SampleFiles.Png(320, 200)),
            _files.Save("春天的照片.jpg", SampleFiles.Jpeg),
            _files.Save("paper.pdf", SampleFiles.Pdf),
            _files.Save("one byte.bin", [7]),
            _files.SaveLarge("large.bin", LargeSize),
        ]);

        var progress = new List<double>();
        var large = page.Locator("[data-testid=item][data-name='large.bin']");
        while (await large.GetAttributeAsync("data-status") is not ("done" or "failed"))
            progress.Add(await large.Locator("progress").EvaluateAsync<double>("bar => bar.value"));
        await Assertions.Expect(page.Locator("[data-testid=item][data-status=done]")).ToHaveCountAsync(5);
        Assert.Contains(progress, fraction => fraction is > 0 and < 1);

        await ExpectFactsAsync(page, "landscape.png", "image/png · 320 × 200");
        await ExpectFactsAsync(page, "春天的照片.jpg", "image/jpeg · 2 × 2");
        await ExpectFactsAsync(page, "paper.pdf", "application/pdf");
        await ExpectFactsAsync(page, "one byte.bin", "1 byte · application/octet-stream");
        await ExpectFactsAsync(page, "large.bin", "300 MB");
        await Assertions.Expect(Row(page, "landscape.png").GetByTestId("thumbnail")).ToBeVisibleAsync();
        Assert.Equal(320, await Row(page, "landscape.png").GetByTestId("thumbnail").EvaluateAsync<int>("image => image.naturalWidth"));
        await Assertions.Expect(Row(page, "春天的照片.jpg").GetByTestId("thumbnail")).ToBeVisibleAsync();
        await ScreenshotAsync(page, "demo-page.png");

        await page.ReloadAsync();
        await Assertions.Expect(page.GetByTestId("upload")).ToHaveCountAsync(5);
        var id = await Row(page, "paper.pdf").GetAttributeAsync("data-id");

        await page.GetByTestId("user-bob").ClickAsync();
        await Assertions.Expect(page.Locator("#empty")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("upload")).ToHaveCountAsync(0);
        Assert.Equal(404, await StatusForAsync(page, "bob", id!));
        Assert.Equal(200, await StatusForAsync(page, "alice", id!));
    }

    [Fact]
    public async Task a_lost_callback_still_ends_well()
    {
        var page = await OpenAsync();
        using var simulator = new HttpClient { BaseAddress = _host.SimulatorUrl };
        using var faults = await simulator.PutAsync("/_simulator/faults", new StringContent("""{"drop":1}"""), TestContext.Current.CancellationToken);
        faults.EnsureSuccessStatusCode();
        var answer = page.WaitForResponseAsync(response => response.Status == 203);
        await page.Locator("#files").SetInputFilesAsync([_files.Save("lost.png", SampleFiles.Png(8, 8))]);
        await Assertions.Expect(page.Locator("[data-testid=item][data-status=done]")).ToHaveCountAsync(1);
        await answer;
        await Assertions.Expect(Row(page, "lost.png")).ToContainTextAsync("Seen by the gateway");
    }

    [Fact]
    public async Task a_folder_that_is_dropped_is_refused_in_words()
    {
        var page = await OpenAsync();
        var folder = Directory.CreateDirectory(Path.Combine(_files.Folder, "holiday"));
        var zone = (await page.GetByTestId("drop-zone").BoundingBoxAsync())!;
        var session = await page.Context.NewCDPSessionAsync(page);
        foreach (var type in new[] { "dragEnter", "dragOver", "drop" })
        {
            await session.SendAsync("Input.dispatchDragEvent", new()
            {
                ["type"] = type,
                ["x"] = zone.X + (zone.Width / 2),
                ["y"] = zone.Y + (zone.Height / 2),
                ["data"] = new { items = Array.Empty<object>(), files = new[] { folder.FullName }, dragOperationsMask = 1 },
            });
        }

        var item = page.GetByTestId("item");
        await Assertions.Expect(item).ToHaveAttributeAsync("data-status", "failed");
        await Assertions.Expect(item).ToContainTextAsync("file_unreadable");
    }

    [Fact]
    public async Task files_are_deleted_after_a_question_and_only_then()
    {
        var page = await OpenAsync();
        await page.Locator("#files").SetInputFilesAsync([_files.Save("a.png", SampleFiles.Png(8, 8))]);
        await Row(page, "a.png").GetByTestId("delete").ClickAsync();
        await page.GetByTestId("confirm-delete").GetByText("Keep it").ClickAsync();
        await Assertions.Expect(Row(page, "a.png")).ToBeVisibleAsync();

        await Row(page, "a.png").GetByTestId("delete").ClickAsync();
        await page.GetByTestId("confirm-delete").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("upload")).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#empty")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task an_upload_that_is_cancelled_leaves_nothing_behind()
    {
        var page = await OpenAsync();
        await page.Locator("#files").SetInputFilesAsync([_files.SaveLarge("large.bin", LargeSize)]);
        var item = page.GetByTestId("item");
        await Assertions.Expect(item).ToHaveAttributeAsync("data-status", "uploading");
        await item.GetByTestId("cancel").ClickAsync();
        await Assertions.Expect(item).ToHaveAttributeAsync("data-status", "cancelled");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#empty")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task the_page_works_with_the_keyboard_alone()
    {
        var page = await OpenAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("user-bob")).ToHaveAttributeAsync("aria-pressed", "true");

        await page.Locator("#files").SetInputFilesAsync([_files.Save("a.png", SampleFiles.Png(8, 8))]);
        await Assertions.Expect(page.GetByTestId("upload")).ToHaveCountAsync(1);
        await Row(page, "a.png").GetByTestId("delete").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("upload")).ToHaveCountAsync(0);
    }

    private async Task<IPage> OpenAsync()
    {
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(_host.Url.AbsoluteUri);
        await Assertions.Expect(page.GetByTestId("user-alice")).ToHaveAttributeAsync("aria-pressed", "true");
        return page;
    }

    private static ILocator Row(IPage page, string name) => page.Locator($"[data-testid=upload][data-name='{name}']");

    private static Task ExpectFactsAsync(IPage page, string name, string facts) => Assertions.Expect(Row(page, name)).ToContainTextAsync(facts);

    private static Task<int> StatusForAsync(IPage page, string user, string id) => page.EvaluateAsync<int>(
        """
        async ([user, id]) => {
          const signIn = await fetch("/demo/sign-in", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ user }) });
          const { token } = await signIn.json();
          return (await fetch(`/v1/uploads/${id}`, { headers: { Authorization: `Bearer ${token}` } })).status;
        }
        """,
        new[] { user, id });

    // Kept beside the test results, for a person to look at.
    private static Task<byte[]> ScreenshotAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(HostProcess.RepositoryRoot, "artifacts", name), FullPage = true });
}
