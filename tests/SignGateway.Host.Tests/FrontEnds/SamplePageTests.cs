using System.Text.Json.Nodes;
using Microsoft.Playwright;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.FrontEnds;

/// <summary>Pages written after OSS's own samples, changed in their URL and one header line. They choose names themselves and know no confirm.</summary>
[Collection(nameof(FrontEndLoop))]
public sealed class SamplePageTests(FrontEndLoop loop)
{
    private const string V4 = "sample-v4";
    private const string V1 = "sample-v1";

    // Far more than a connection's buffers hold, so that a cut is in the middle.
    private const long Size = 40_000_000;

    [Theory]
    [InlineData(V4)]
    [InlineData(V1)]
    public async Task uploads_and_is_recorded_to_its_user(string name)
    {
        var page = await loop.OpenAsync(name, "pages");
        await ChooseAsync(page, name);
        await DoneAsync(page, 1);

        var upload = await loop.FindAsync(FileOf(name));
        Assert.Equal((Size, "alice", "callback"), ((long)upload!["size"]!, (string)upload["userId"]!, (string)upload["recordedBy"]!));
        Assert.Equal((string)upload["id"]!, await page.EvaluateAsync<string>("front.recorded[0].id"));
        Assert.Null(await loop.FindAsync(FileOf(name), "bob"));
        if (name == V1)
            Assert.Contains(await page.EvaluateAsync<double[]>("front.progress"), share => share is > 0 and < 1);
    }

    [Theory]
    [InlineData(V4)]
    [InlineData(V1)]
    public async Task a_callback_that_is_lost_is_made_up_for_by_the_sweep(string name)
    {
        var page = await loop.OpenAsync(name, "short-pages");
        loop.Loop.Storage.Faults.Drop = 1;
        await ChooseAsync(page, name);
        await DoneAsync(page, 1);

        JsonNode? upload = null;
        await Patience.UntilAsync("the sweep", async () => (upload = await loop.FindAsync(FileOf(name))) is not null);
        Assert.Equal(("reconcile", "object"), ((string)upload!["recordedBy"]!, (string)upload["evidence"]!));
    }

    [Theory]
    [InlineData(V4)]
    [InlineData(V1)]
    public async Task a_connection_that_is_cut_is_tried_again_by_hand(string name)
    {
        var page = await loop.OpenAsync(name, "pages");
        loop.Loop.Storage.Faults.Cut = 2;
        await ChooseAsync(page, name);
        await page.WaitForFunctionAsync("() => front.failures.length > 0");
        loop.Loop.Storage.Faults.Cut = 0;
        await page.EvaluateAsync("() => { front.failures.length = 0; front.retry(); }");
        await DoneAsync(page, 1);
        Assert.NotNull(await loop.FindAsync(FileOf(name)));
    }

    [Theory]
    [InlineData(V4, 2)]
    [InlineData(V1, 2)]
    public async Task a_policy_that_ends_while_the_page_is_open_is_fetched_anew(string name, int fetched)
    {
        var page = await loop.OpenAsync(name, "pages");
        var signatures = 0;
        page.Request += (_, request) => signatures += request.Method == "GET" && (request.Url.Contains("/compat/", StringComparison.Ordinal) || request.Url.Contains("get_post_signature", StringComparison.Ordinal)) ? 1 : 0;
        await ChooseAsync(page, name);
        await DoneAsync(page, 1);
        await page.EvaluateAsync("() => { const now = Date.now; Date.now = () => now() + 3600000; }");
        await ChooseAsync(page, name, " again");
        await DoneAsync(page, 2);

        Assert.Equal(fetched, signatures);
        Assert.NotNull(await loop.FindAsync($"{FileOf(name)} again"));
    }

    private Task ChooseAsync(IPage page, string name, string suffix = "") =>
        page.Locator("input[type=file]").SetInputFilesAsync([loop.Files.SaveLarge(FileOf(name) + suffix, Size)]);

    private static async Task DoneAsync(IPage page, int count)
    {
        await page.WaitForFunctionAsync("count => front.recorded.length >= count || front.failures.length > 0", count);
        Assert.True(await page.EvaluateAsync<int>("front.recorded.length") >= count, await page.EvaluateAsync<string>("front.failures.join()"));
    }

    private static string FileOf(string name) => $"{name} {TestContext.Current.TestMethod!.MethodName}.bin";
}
