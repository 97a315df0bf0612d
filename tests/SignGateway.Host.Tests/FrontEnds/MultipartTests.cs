using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.FrontEnds;

/// <summary>The client and large files: in parts, through what happens to a page that takes its time.</summary>
[Collection(nameof(FrontEndLoop))]
public sealed partial class MultipartTests(FrontEndLoop loop)
{
    private const string Profile = "parts";

    [Fact]
    public async Task a_file_arrives_whole_though_three_parts_fail_and_the_page_is_loaded_again_in_the_middle()
    {
        var path = SaveMarked("large.bin", LongRun.Bytes);
        var parts = (int)((LongRun.Bytes + LongRun.PartSize - 1) / LongRun.PartSize);
        var page = await loop.OpenAsync("client", Profile);
        var started = Stopwatch.GetTimestamp();
        ConcurrentDictionary<int, bool> failed = [];
        await page.RouteAsync(PartUrl(), async route =>
        {
            var number = NumberOf(route.Request);
            // From here on nothing arrives; the workers are held, and the page is in the middle of its file.
            if (number > parts / 2)
                return;
            if (number is 2 or 3 or 7 && failed.TryAdd(number, true))
                await route.AbortAsync();
            else
                await route.ContinueAsync();
        });
        await ChooseAsync(page, path);
        await UntilStoredAsync("large.bin", parts / 2);
        Assert.Equal([2, 3, 7], failed.Keys.Order());

        // In this order: the page that is left must not go on with what was held.
        await page.ReloadAsync();
        await page.UnrouteAllAsync();
        ConcurrentBag<int> sent = [];
        page.Request += (_, request) =>
        {
            if (PartUrl().IsMatch(request.Url) && request.Method == "PUT")
                sent.Add(NumberOf(request));
        };
        await ChooseAsync(page, path);
        await RecordedAsync(page);
        Console.WriteLine($"measured: parts bytes={LongRun.Bytes} parts={parts} sent after the reload={sent.Count} seconds={Stopwatch.GetElapsedTime(started).TotalSeconds:F0}");

        Assert.Equal(Enumerable.Range(1, parts).Skip(parts / 2), sent.Distinct().Order());
        var upload = await loop.FindAsync("large.bin");
        Assert.Equal((LongRun.Bytes, "callback"), ((long)upload!["size"]!, (string)upload["recordedBy"]!));
        Assert.Equal(await DigestAsync(File.OpenRead(path)), await DigestOfStoredAsync((string)upload["id"]!));
        Assert.True(await page.EvaluateAsync<double>("front.progress[0]") > 0.4);
    }

    [Fact]
    public async Task a_user_pauses_and_goes_on()
    {
        var page = await loop.OpenAsync("client", Profile);
        await HoldAsync(page, from: 9);
        await ChooseAsync(page, SaveMarked("paused.bin", LongRun.Short));
        await UntilStoredAsync("paused.bin", 8);
        await page.EvaluateAsync("front.pause()");
        await page.WaitForFunctionAsync("front.failures.includes('paused')");
        await page.UnrouteAllAsync();
        Assert.NotNull(await loop.FindAsync("paused.bin", state: "issued"));

        await page.EvaluateAsync("front.start()");
        await RecordedAsync(page);
        Assert.Equal(LongRun.Short, (long)(await loop.FindAsync("paused.bin"))!["size"]!);
    }

    [Fact]
    public async Task an_upload_that_is_cancelled_leaves_nothing()
    {
        var page = await loop.OpenAsync("client", Profile);
        await HoldAsync(page, from: 5);
        await ChooseAsync(page, SaveMarked("cancelled.bin", LongRun.Short));
        await UntilStoredAsync("cancelled.bin", 4);
        await page.EvaluateAsync("front.cancel()");
        await Patience.UntilAsync("the upload is taken back", async () => await loop.FindAsync("cancelled.bin", state: "deleted") is not null);
        Assert.Null(await PendingAsync("cancelled.bin"));
    }

    [Fact]
    public async Task URLs_that_end_on_the_way_are_asked_for_anew()
    {
        var page = await loop.OpenAsync("client", Profile);
        var refused = 0;
        page.Response += (_, response) =>
        {
            if (response.Status != 403 || !PartUrl().IsMatch(response.Url))
                return;
            // Storage's clock is right again once it has turned the first away.
            Interlocked.Increment(ref refused);
            loop.Loop.Storage.Faults.ClockOffset = TimeSpan.Zero;
        };
        await page.RouteAsync(PartUrl(), async route =>
        {
            if (NumberOf(route.Request) == 6 && refused == 0)
                loop.Loop.Storage.Faults.ClockOffset = TimeSpan.FromMinutes(11);
            await route.ContinueAsync();
        });
        await ChooseAsync(page, SaveMarked("ended.bin", LongRun.Short));
        await RecordedAsync(page);
        Assert.True(refused > 0);
    }

    [Fact]
    public async Task what_one_user_left_is_not_the_next_users()
    {
        var page = await loop.OpenAsync("client", Profile);
        var path = SaveMarked("shared.bin", LongRun.Short);
        await HoldAsync(page, from: 5);
        await ChooseAsync(page, path);
        await UntilStoredAsync("shared.bin", 4);

        await loop.SignInAsync(page, "bob", Profile);
        await page.ReloadAsync();
        await page.UnrouteAllAsync();
        await ChooseAsync(page, path);
        await RecordedAsync(page);

        Assert.Equal(LongRun.Short, (long)(await loop.FindAsync("shared.bin", "bob"))!["size"]!);
        Assert.NotNull(await loop.FindAsync("shared.bin", "alice", state: "issued"));
    }

    private static Task ChooseAsync(IPage page, string path) => page.Locator("input[type=file]").SetInputFilesAsync([path]);

    private static async Task RecordedAsync(IPage page)
    {
        await page.WaitForFunctionAsync("front.recorded.length > 0 || front.failures.some((code) => code !== 'paused')", null, new() { Timeout = LongRun.Patience, PollingInterval = 100 });
        Assert.Equal("stored", await page.EvaluateAsync<string>("front.recorded[0]?.state ?? front.failures.join()"));
    }

    private static async Task HoldAsync(IPage page, int from) =>
        await page.RouteAsync(PartUrl(), route => NumberOf(route.Request) >= from ? Task.CompletedTask : route.ContinueAsync());

    private async Task UntilStoredAsync(string fileName, int parts)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(LongRun.Patience));
        while ((await PendingAsync(fileName))?.Parts != parts)
            await Task.Delay(20, limit.Token);
    }

    private async Task<OssSimulator.Parts.PendingUpload?> PendingAsync(string fileName)
    {
        var key = (string?)(await loop.FindAsync(fileName, state: "issued"))?["key"];
        return loop.Loop.Storage.Uploads.SingleOrDefault(upload => upload.Key == key);
    }

    // Every part says which it is, so that none could be taken for another; between them there are holes.
    private string SaveMarked(string name, long size)
    {
        var path = loop.Files.SaveLarge(name, size);
        var saved = File.GetLastWriteTimeUtc(path);
        using (var file = File.OpenWrite(path))
        {
            for (var start = 0L; start < size; start += LongRun.PartSize)
            {
                file.Position = start;
                file.Write(BitConverter.GetBytes(start + 1));
            }
        }

        File.SetLastWriteTimeUtc(path, saved);
        return path;
    }

    private async Task<string> DigestOfStoredAsync(string id)
    {
        using var client = loop.Loop.ClientFor("alice");
        var (_, link) = await client.SendAsync(HttpMethod.Get, $"/v1/uploads/{id}/content");
        using var anonymous = new HttpClient { Timeout = TimeSpan.FromMinutes(10) };
        return await DigestAsync(await anonymous.GetStreamAsync(new Uri((string)link!["url"]!), TestContext.Current.CancellationToken));
    }

    private static async Task<string> DigestAsync(Stream content)
    {
        await using (content)
            return Convert.ToHexString(await SHA256.HashDataAsync(content, TestContext.Current.CancellationToken));
    }

    private static int NumberOf(IRequest request) => int.Parse(PartUrl().Match(request.Url).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"partNumber=(\d+)&")]
    private static partial Regex PartUrl();
}
