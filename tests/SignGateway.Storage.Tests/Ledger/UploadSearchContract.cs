using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Ledger;

/// <summary>What every ledger promises about searches over all owners. A profile of its own keeps each test's uploads apart.</summary>
public abstract class UploadSearchContract
{
    private readonly string _profile = Guid.NewGuid().ToString("N");

    protected abstract IUploadLedger Ledger { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private UploadSearch All => new(200) { Profile = _profile };

    [Fact]
    public async Task finds_uploads_of_all_owners_newest_first()
    {
        var uploads = await NoteAsync(5);

        var page = await Ledger.SearchAsync(All, Token);

        Assert.Equal(uploads.Select(upload => upload.Id).Reverse(), page.Items.Select(upload => upload.Id));
        SameUpload.Check(uploads[0], page.Items[^1]);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task goes_on_page_by_page_without_a_gap_or_a_repeat()
    {
        var uploads = await NoteAsync(7);

        var search = All with { Limit = 3 };
        List<UploadId> found = [];
        List<int> pages = [];
        do
        {
            var page = await Ledger.SearchAsync(search, Token);
            found.AddRange(page.Items.Select(upload => upload.Id));
            pages.Add(page.Items.Count);
            search = search with { Before = page.Next };
        }
        while (search.Before is not null);

        Assert.Equal(uploads.Select(upload => upload.Id).Reverse(), found);
        Assert.Equal([3, 3, 1], pages);
    }

    [Fact]
    public async Task a_page_that_is_full_and_the_last_says_so()
    {
        await NoteAsync(3);

        Assert.Null((await Ledger.SearchAsync(All with { Limit = 3 }, Token)).Next);
    }

    [Fact]
    public async Task finds_one_upload_by_its_id()
    {
        var uploads = await NoteAsync(2);

        Assert.Equal([uploads[0].Id], await FindAsync(All with { Id = uploads[0].Id }));
        Assert.Equal([uploads[0].Id], await FindAsync(new UploadSearch(50) { Id = uploads[0].Id }));
        Assert.Empty(await FindAsync(All with { Id = UploadId.Create(Uploads.Now) }));
        Assert.Empty(await FindAsync(All with { Id = uploads[0].Id, Owner = uploads[1].Owner }));
    }

    [Fact]
    public async Task finds_one_owners_uploads()
    {
        var uploads = await NoteAsync(2);

        Assert.Equal([uploads[1].Id], await FindAsync(All with { Owner = uploads[1].Owner }));
        Assert.Empty(await FindAsync(All with { Owner = uploads[1].Owner[..^1] }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task finds_uploads_by_the_beginning_of_their_key_in_every_bucket(bool ofOneOwner)
    {
        var owner = Uploads.NewOwner();
        string[] keys = ["a/1", "a/2", "a/10", "b/1", "a"];
        var uploads = keys.Select((key, index) => Uploads.Granted(owner) with { Profile = _profile, Bucket = $"{_profile}-{index % 2}", Key = $"{_profile}/{key}" }).ToList();
        await Ledger.NoteAsync(uploads, null, Token);
        var search = All with { Owner = ofOneOwner ? owner : null };

        Assert.Equal([uploads[2].Id, uploads[1].Id, uploads[0].Id], await FindAsync(search with { KeyPrefix = $"{_profile}/a/" }));
        Assert.Equal([uploads[2].Id, uploads[0].Id], await FindAsync(search with { KeyPrefix = $"{_profile}/a/1" }));
        Assert.Equal([uploads[0].Id], await FindAsync(search with { KeyPrefix = $"{_profile}/a/1", Before = uploads[2].Id }));
        Assert.Empty(await FindAsync(search with { KeyPrefix = $"{_profile}/A/" }));
        Assert.Empty(await FindAsync(search with { KeyPrefix = $"{_profile}/_/" }));
        Assert.Empty(await FindAsync(search with { KeyPrefix = $"{_profile}/%" }));
    }

    [Fact]
    public async Task finds_one_state()
    {
        var uploads = await NoteAsync(3);
        await Ledger.RecordAsync(uploads[0].AsStored(), Token);
        await BecomeAsync(uploads[1], UploadState.Rejected);

        Assert.Equal([uploads[0].Id], await FindAsync(All with { State = UploadState.Stored }));
        Assert.Equal([uploads[1].Id], await FindAsync(All with { State = UploadState.Rejected }));
        Assert.Equal([uploads[1].Id], await FindAsync(All with { State = UploadState.Rejected, Owner = uploads[1].Owner }));
        Assert.Equal([uploads[2].Id], await FindAsync(All with { State = UploadState.Issued }));
        Assert.Empty(await FindAsync(All with { State = UploadState.Deleted }));
    }

    [Fact]
    public async Task passes_over_grants_for_a_directory()
    {
        await Ledger.NoteAsync([Uploads.Granted() with { Profile = _profile, State = UploadState.Prefix }], null, Token);

        Assert.Empty(await FindAsync(All));
    }

    [Fact]
    public async Task finds_one_kind_of_evidence()
    {
        var uploads = await NoteAsync(3);
        await Ledger.RecordAsync(uploads[0].AsStored(), Token);
        await Ledger.RecordAsync(uploads[1].AsStored() with { Evidence = Evidence.Object }, Token);

        Assert.Equal([uploads[0].Id], await FindAsync(All with { Evidence = Evidence.Callback }));
        Assert.Equal([uploads[1].Id], await FindAsync(All with { Evidence = Evidence.Object }));
    }

    [Fact]
    public async Task finds_a_media_type_and_a_family_of_them()
    {
        var uploads = new[] { "image/png", "image/jpeg", "imagex/y", "text/plain" }.Select(type => Uploads.Granted() with { Profile = _profile, ContentType = type }).ToList();
        await Ledger.NoteAsync(uploads, null, Token);

        Assert.Equal([uploads[0].Id], await FindAsync(All with { ContentType = "image/png" }));
        Assert.Equal([uploads[1].Id, uploads[0].Id], await FindAsync(All with { ContentType = "image/*" }));
        Assert.Empty(await FindAsync(All with { ContentType = "image/" }));
    }

    [Fact]
    public async Task finds_sizes_from_and_up_to()
    {
        var uploads = new long?[] { 1, 10, 100, null }.Select(size => Uploads.Granted() with { Profile = _profile, Size = size }).ToList();
        await Ledger.NoteAsync(uploads, null, Token);

        Assert.Equal([uploads[2].Id, uploads[1].Id], await FindAsync(All with { MinSize = 10 }));
        Assert.Equal([uploads[1].Id, uploads[0].Id], await FindAsync(All with { MaxSize = 10 }));
        Assert.Equal([uploads[1].Id], await FindAsync(All with { MinSize = 10, MaxSize = 10 }));
    }

    [Fact]
    public async Task finds_what_was_issued_between_two_times()
    {
        var uploads = await NoteAsync(3);

        Assert.Equal([uploads[2].Id, uploads[1].Id], await FindAsync(All with { From = uploads[1].IssuedAt }));
        Assert.Equal([uploads[0].Id], await FindAsync(All with { To = uploads[1].IssuedAt }));
        Assert.Equal([uploads[1].Id], await FindAsync(All with { From = uploads[1].IssuedAt, To = uploads[2].IssuedAt }));
        Assert.Empty(await FindAsync(All with { To = DateTimeOffset.MinValue }));
        Assert.Empty(await FindAsync(All with { From = DateTimeOffset.MaxValue }));
    }

    private async Task<IEnumerable<UploadId>> FindAsync(UploadSearch search) => (await Ledger.SearchAsync(search, Token)).Items.Select(upload => upload.Id);

    private async Task<List<UploadRecord>> NoteAsync(int count)
    {
        var uploads = Enumerable.Range(0, count).Select(_ => Uploads.Granted(Uploads.NewOwner()) with { Profile = _profile }).ToList();
        await Ledger.NoteAsync(uploads, null, Token);
        return uploads;
    }

    private async Task BecomeAsync(UploadRecord upload, UploadState state)
    {
        await Ledger.RecordAsync(upload.AsStored(), Token);
        var stored = (await Ledger.FindAsync(upload.Id, Token))!;
        Assert.True(await Ledger.ReplaceAsync(stored, stored with { State = state }, Token));
    }
}
