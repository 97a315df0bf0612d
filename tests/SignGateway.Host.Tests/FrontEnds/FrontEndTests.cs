using Microsoft.Playwright;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.FrontEnds;

/// <summary>Real libraries, with the adapters and the very code that the demo pages show, on a page of another origin.</summary>
[Collection(nameof(FrontEndLoop))]
public sealed class FrontEndTests(FrontEndLoop loop)
{
    // Far more than a connection's buffers hold, so that a cut is in the middle.
    private const long Size = 40_000_000;

    private const string Uppy5 = "uppy-aws-s3-5";
    private const string Uppy6 = "uppy-aws-s3";

    public static TheoryData<string> Clients => ["client", "uppy-xhr-upload", Uppy6, Uppy5, "antd", "react", "vue"];

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task uploads_with_progress_and_is_recorded_to_its_user(string client)
    {
        var page = await loop.OpenAsync(client);
        await FinishAsync(page, client);
        var progress = await page.EvaluateAsync<double[]>("front.progress");
        Assert.Contains(progress, fraction => fraction is > 0 and < 1);
        Assert.Equal("callback", (string)(await loop.FindAsync(FileOf(client)))!["recordedBy"]!);
        Assert.Null(await loop.FindAsync(FileOf(client), "bob"));
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task a_callback_that_is_lost_ends_in_the_record(string client)
    {
        var page = await loop.OpenAsync(client);
        loop.Loop.Storage.Faults.Drop = 1;
        var answer = page.WaitForResponseAsync(response => response.Status == 203);
        await FinishAsync(page, client);
        await answer;
        Assert.Equal("confirm", (string)(await loop.FindAsync(FileOf(client)))!["recordedBy"]!);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task a_connection_that_is_cut_in_the_middle_of_the_file_is_survived(string client)
    {
        var page = await loop.OpenAsync(client);
        // Chromium itself repeats a request once if its connection was used before; the second cut is for the page.
        loop.Loop.Storage.Faults.Cut = 2;
        await FinishAsync(page, client, retriedByHand: client == Uppy5);
        Assert.Equal(0, loop.Loop.Storage.Faults.Cut);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task an_answer_that_is_lost_does_not_make_a_second_upload(string client)
    {
        var page = await loop.OpenAsync(client);
        loop.Loop.Storage.Faults.Mute = 1;
        await FinishAsync(page, client);
        Assert.Equal(0, loop.Loop.Storage.Faults.Mute);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task a_grant_that_ends_while_the_page_is_open_is_signed_again(string client)
    {
        var page = await loop.OpenAsync(client);
        var signed = 0;
        await page.RouteAsync("**/v1/uploads", async route =>
        {
            // Storage's clock passes the first form's end before the page has it, and is right again for the next.
            if (++signed == 1)
            {
                var grant = await route.FetchAsync();
                loop.Loop.Storage.Faults.ClockOffset = TimeSpan.FromMinutes(6);
                await route.FulfillAsync(new() { Response = grant });
            }
            else
            {
                loop.Loop.Storage.Faults.ClockOffset = TimeSpan.Zero;
                await route.ContinueAsync();
            }
        });
        await FinishAsync(page, client, retriedByHand: client is Uppy5 or Uppy6);
        Assert.Equal(2, signed);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task an_upload_that_is_cancelled_leaves_nothing(string client)
    {
        var page = await loop.OpenAsync(client);
        // Held on its way, or it might be over before anybody could cancel it.
        var posting = new TaskCompletionSource();
        await page.RouteAsync($"{loop.Loop.Storage.Url}**", _ => posting.TrySetResult());
        await ChooseAsync(page, client);
        await posting.Task;
        await page.EvaluateAsync("front.cancel()");
        await Patience.UntilAsync("the grant is taken back", async () => await loop.FindAsync(FileOf(client), state: "deleted") is not null);
        Assert.Null(await loop.FindAsync(FileOf(client)));
    }

    /// <summary>Uploads one file under a name of its own, and holds what the page was told against what was recorded.</summary>
    private async Task FinishAsync(IPage page, string client, bool retriedByHand = false)
    {
        await ChooseAsync(page, client);
        for (var failures = 0; ;)
        {
            await page.WaitForFunctionAsync("seen => front.recorded.length > 0 || front.failures.length > seen", failures);
            if (await page.EvaluateAsync<bool>("front.recorded.length > 0"))
                break;
            Assert.True(retriedByHand, await page.EvaluateAsync<string>("front.failures.join()"));
            failures = await page.EvaluateAsync<int>("front.failures.length");
            await page.EvaluateAsync("front.retry()");
        }

        var upload = await loop.FindAsync(FileOf(client));
        Assert.NotNull(upload);
        Assert.Equal((Size, "alice", "stored"), ((long)upload["size"]!, (string)upload["userId"]!, (string)upload["state"]!));
        Assert.Equal((string)upload["id"]!, await page.EvaluateAsync<string>("front.recorded[0].id"));
    }

    private Task ChooseAsync(IPage page, string client) =>
        page.Locator("input[type=file]").SetInputFilesAsync([loop.Files.SaveLarge(FileOf(client), Size)]);

    // One name for each test, so that a second upload under it would be seen.
    private static string FileOf(string client) => $"{client} {TestContext.Current.TestMethod!.MethodName}.bin";
}
