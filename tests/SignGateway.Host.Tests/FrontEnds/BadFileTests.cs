using Microsoft.Playwright;
using Xunit;

namespace SignGateway.Host.Tests.FrontEnds;

/// <summary>Files that cannot be uploaded, chosen in a real browser for the client.</summary>
[Collection(nameof(FrontEndLoop))]
public sealed class BadFileTests(FrontEndLoop loop)
{
    [Fact]
    public async Task a_file_over_the_limit_is_refused_before_a_byte_is_sent()
    {
        var page = await loop.OpenAsync("client", profile: "small");
        await ChooseAsync(page, loop.Files.SaveLarge("over.bin", 1001));
        Assert.Equal("size_not_allowed", await FailureAsync(page));
        Assert.Equal(0, await PostsAsync(page));
    }

    [Fact]
    public async Task an_empty_file_is_refused_where_the_profile_takes_none()
    {
        var page = await loop.OpenAsync("client");
        await ChooseAsync(page, loop.Files.Save("empty.bin", []));
        Assert.Equal("size_not_allowed", await FailureAsync(page));
    }

    [Fact]
    public async Task a_file_that_was_changed_after_it_was_chosen_is_not_sent()
    {
        var page = await loop.OpenAsync("client", hold: true);
        await ChooseAsync(page, loop.Files.Save("changed.bin", [1, 2, 3]));
        await page.WaitForFunctionAsync("front.sizes?.length === 1");
        loop.Files.Save("changed.bin", [4, 5, 6, 7]);
        await page.EvaluateAsync("front.start()");
        Assert.Equal("file_unreadable", await FailureAsync(page));
        Assert.Equal(0, await PostsAsync(page));
    }

    [Fact]
    public async Task a_file_that_shrinks_on_its_way_is_told_from_a_lost_connection()
    {
        var page = await loop.OpenAsync("client");
        await page.RouteAsync($"{loop.Loop.Storage.Url}**", async route =>
        {
            loop.Files.SaveLarge("shrinking.bin", 10);
            await route.ContinueAsync();
        });
        await ChooseAsync(page, loop.Files.SaveLarge("shrinking.bin", 100_000));
        Assert.Equal("file_unreadable", await FailureAsync(page));
        Assert.Null(await loop.FindAsync("shrinking.bin"));
    }

    private static Task ChooseAsync(IPage page, string path) => page.Locator("input[type=file]").SetInputFilesAsync([path]);

    private static async Task<string> FailureAsync(IPage page)
    {
        await page.WaitForFunctionAsync("front.failures.length + front.recorded.length > 0");
        return await page.EvaluateAsync<string>("front.failures[0] ?? 'recorded'");
    }

    private Task<int> PostsAsync(IPage page) =>
        page.EvaluateAsync<int>("storage => performance.getEntriesByType('resource').filter(({ name }) => name.startsWith(storage)).length", loop.Loop.Storage.Url.AbsoluteUri);
}
