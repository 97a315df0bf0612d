using SignGateway.Storage.Ledger;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Ledger;

/// <summary>What both SQL ledgers promise of a search in a large ledger, tried with a short stretch in a small one.</summary>
public abstract class BoundedSearchContract
{
    private const int Stretch = 4;

    private protected abstract Task<StorageUnderTest> OpenAsync();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_search_for_what_is_rare_ends_early_says_where_to_go_on_and_finds_it_all()
    {
        await using var storage = await OpenAsync();
        var uploads = await NoteAsync(storage, 20, index => index % 9 == 0 ? "rare" : "common");

        var (found, pages) = await WalkAsync(storage, new UploadSearch(50) { Profile = "rare" });

        Assert.Equal(uploads.Where(upload => upload.Profile == "rare").Select(upload => upload.Id).Reverse(), found);
        Assert.Equal(20 / Stretch + 1, pages.Count);
        Assert.All(pages, page => Assert.InRange(page, 0, 1));
    }

    [Fact]
    public async Task a_beginning_that_many_keys_share_is_held_against_each_upload_on_the_way()
    {
        await using var storage = await OpenAsync();
        var uploads = await NoteAsync(storage, 10, _ => "default");

        var (found, pages) = await WalkAsync(storage, new UploadSearch(50) { KeyPrefix = "uploads/" });

        Assert.Equal(uploads.Select(upload => upload.Id).Reverse(), found);
        Assert.Equal([Stretch, Stretch, 2], pages);
    }

    [Fact]
    public async Task a_beginning_that_few_keys_share_is_found_at_once()
    {
        await using var storage = await OpenAsync();
        var uploads = await NoteAsync(storage, 10, _ => "default");

        var (found, pages) = await WalkAsync(storage, new UploadSearch(50) { KeyPrefix = uploads[0].Key });

        Assert.Equal([uploads[0].Id], found);
        Assert.Single(pages);
    }

    private static async Task<(List<UploadId> Found, List<int> Pages)> WalkAsync(StorageUnderTest storage, UploadSearch search)
    {
        var ledger = new SearchUploads(storage.Get<LedgerDatabase>(), scan: Stretch, fewKeys: Stretch);
        List<UploadId> found = [];
        List<int> pages = [];
        do
        {
            var page = await ledger.ExecuteAsync(search, Token);
            found.AddRange(page.Items.Select(upload => upload.Id));
            pages.Add(page.Items.Count);
            search = search with { Before = page.Next };
        }
        while (search.Before is not null);
        return (found, pages);
    }

    private static async Task<List<UploadRecord>> NoteAsync(StorageUnderTest storage, int count, Func<int, string> profile)
    {
        await storage.MigratedAsync();
        var uploads = Enumerable.Range(0, count).Select(index => Uploads.Granted() with { Profile = profile(index) }).ToList();
        await storage.Ledger.NoteAsync(uploads, null, Token);
        return uploads;
    }
}
