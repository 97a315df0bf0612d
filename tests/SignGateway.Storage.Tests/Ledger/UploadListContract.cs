using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Ledger;

/// <summary>What every ledger promises about lists.</summary>
public abstract class UploadListContract
{
    private readonly string _owner = Uploads.NewOwner();

    protected abstract IUploadLedger Ledger { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task lists_a_hundred_notes_of_one_batch_newest_first()
    {
        var grants = await NoteAsync(100);

        var listed = await Ledger.ListAsync(new UploadQuery(_owner, 200), Token);

        Assert.Equal(grants.Select(grant => grant.Id).Reverse(), listed.Select(upload => upload.Id));
    }

    [Fact]
    public async Task notes_more_grants_than_one_statement_takes()
    {
        await NoteAsync(101);

        Assert.Equal(101, (await Ledger.ListAsync(new UploadQuery(_owner, 200), Token)).Count);
    }

    [Fact]
    public async Task lists_no_more_than_asked_for()
    {
        var grants = await NoteAsync(3);

        var listed = await Ledger.ListAsync(new UploadQuery(_owner, 2), Token);

        Assert.Equal([grants[2].Id, grants[1].Id], listed.Select(upload => upload.Id));
    }

    [Fact]
    public async Task goes_on_before_a_given_upload()
    {
        var grants = await NoteAsync(3);

        var listed = await Ledger.ListAsync(new UploadQuery(_owner, 2, Before: grants[1].Id), Token);

        SameUpload.Check(grants[0], Assert.Single(listed));
    }

    [Fact]
    public async Task lists_no_uploads_of_others()
    {
        await NoteAsync(1);

        Assert.Empty(await Ledger.ListAsync(new UploadQuery(Uploads.NewOwner(), 200), Token));
    }

    [Fact]
    public async Task lists_one_state_only()
    {
        var grants = await NoteAsync(2);
        await Ledger.RecordAsync(grants[0].AsStored(), Token);

        var listed = await Ledger.ListAsync(new UploadQuery(_owner, 200, State: UploadState.Stored), Token);

        SameUpload.Check(grants[0].AsStored(), Assert.Single(listed));
    }

    [Fact]
    public async Task lists_one_profile_only()
    {
        var grants = await NoteAsync(1);
        var other = Uploads.Granted(_owner) with { Profile = "avatars" };
        await Ledger.NoteAsync([other], null, Token);

        Assert.Equal(other.Id, Assert.Single(await Ledger.ListAsync(new UploadQuery(_owner, 200, Profile: "avatars"), Token)).Id);
        Assert.Equal(grants[0].Id, Assert.Single(await Ledger.ListAsync(new UploadQuery(_owner, 200, Profile: "default"), Token)).Id);
    }

    [Fact]
    public async Task lists_what_is_stored_in_a_bucket_by_object_key()
    {
        var bucket = Uploads.NewOwner();
        string[] keys = ["a/2", "a/1", "a/10", "b/1", "a", "A/1"];
        var stored = keys.Select(key => Uploads.Granted() with { Bucket = bucket, Key = key }).ToList();
        foreach (var upload in stored)
            await Ledger.RecordAsync(upload.AsStored(), Token);
        await Ledger.NoteAsync([Uploads.Granted() with { Bucket = bucket, Key = "a/3" }], null, Token);
        await Ledger.RecordAsync((Uploads.Granted() with { Key = "a/4" }).AsStored(), Token);

        Assert.Equal(["A/1", "a", "a/1", "a/10", "a/2", "b/1"], await KeysAsync(new StoredRange(bucket, "", "", null)));
        Assert.Equal(["a/1", "a/10", "a/2", "b/1"], await KeysAsync(new StoredRange(bucket, "a/", "", null)));
        Assert.Equal(["a/10", "a/2"], await KeysAsync(new StoredRange(bucket, "a/", "a/1", "a/3")));
        Assert.Equal(["a/10"], await KeysAsync(new StoredRange(bucket, "a/", "a/1", "a/3", 1)));
    }

    private async Task<IEnumerable<string>> KeysAsync(StoredRange range) =>
        (await Ledger.ListStoredAsync(range, Token)).Select(upload => upload.Key);

    private async Task<List<UploadRecord>> NoteAsync(int count)
    {
        var grants = Enumerable.Range(0, count).Select(_ => Uploads.Granted(_owner)).ToList();
        await Ledger.NoteAsync(grants, null, Token);
        return grants;
    }
}
