using SignGateway.Privacy;
using SignGateway.Uploads;
using SignGateway.Uploads.History;

namespace SignGateway.Storage.Tests.Privacy;

/// <summary>Which records every store says may be forgotten, and what goes with them.</summary>
public abstract class ForgettingContract
{
    private static readonly DateTimeOffset Later = DateTimeOffset.UtcNow.AddDays(1);

    private readonly string _owner = Uploads.NewOwner();

    private protected abstract StorageUnderTest Storage { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IPersonalData Data => Storage.Get<IPersonalData>();

    [Theory]
    [InlineData(UploadState.Expired)]
    [InlineData(UploadState.Deleted)]
    [InlineData(UploadState.Rejected)]
    public async Task what_is_at_its_end_may_be_forgotten_with_all_that_is_beside_it(UploadState state)
    {
        var ended = await EndAsync(state);
        await Storage.Get<IUploadHistory>().AppendAsync([new HistoryEntry(ended.Id, Uploads.Now, "replica", Random.Shared.NextInt64(), HistoryEvents.Delete, new Dictionary<string, string>())], Token);

        var found = Assert.Single(await ListAsync(state));
        Assert.Equal(1, await Data.ForgetAsync([found], Token));

        Assert.Null(await Storage.Ledger.FindAsync(ended.Id, Token));
        Assert.Empty(await Storage.Get<IUploadHistory>().ListAsync(ended.Id, 10, Token));
        Assert.Equal(0, await Data.ForgetAsync([found], Token));
    }

    [Fact]
    public async Task what_is_issued_or_stored_may_not()
    {
        await NoteAsync();
        await Storage.Ledger.RecordAsync(Uploads.Granted(_owner).AsStored(), Token);

        foreach (var state in new UploadState?[] { UploadState.Expired, UploadState.Deleted, UploadState.Rejected, UploadState.Prefix, null })
            Assert.Empty(await ListAsync(state));
    }

    [Fact]
    public async Task what_the_sweep_still_looks_at_may_not()
    {
        await EndAsync(UploadState.Deleted, ended => ended with { LookAt = Uploads.Now });
        Assert.Empty(await ListAsync(UploadState.Deleted));
    }

    [Fact]
    public async Task what_is_to_be_deleted_and_is_not_yet_may_not()
    {
        await EndAsync(UploadState.Rejected, ended => ended with { Deleting = true });
        Assert.Empty(await ListAsync(UploadState.Rejected));
    }

    [Fact]
    public async Task of_whose_grant_something_may_come_may_not()
    {
        var ended = await EndAsync(UploadState.Deleted);
        Assert.Empty(await ListAsync(UploadState.Deleted, over: ended.ExpiresAt));
        Assert.Single(await ListAsync(UploadState.Deleted, over: ended.ExpiresAt.AddMilliseconds(1)));
    }

    [Fact]
    public async Task the_time_begins_with_the_end_and_not_with_the_grant()
    {
        var before = DateTimeOffset.UtcNow.AddMinutes(-1);
        await EndAsync(UploadState.Deleted);
        Assert.Empty(await ListAsync(UploadState.Deleted, ended: before));
        Assert.Single(await ListAsync(UploadState.Deleted, ended: DateTimeOffset.UtcNow.AddMinutes(1)));
    }

    [Fact]
    public async Task what_came_back_and_ended_again_begins_anew()
    {
        var rejected = await EndAsync(UploadState.Rejected);
        await Storage.Ledger.ReplaceAsync(rejected, rejected with { State = UploadState.Stored }, Token);
        Assert.Empty(await ListAsync(UploadState.Rejected));
    }

    [Fact]
    public async Task a_deleted_upload_stays_where_its_profile_keeps_the_object()
    {
        await EndAsync(UploadState.Deleted, ended => ended with { StoredAt = Uploads.Now });
        await EndAsync(UploadState.Deleted);

        Assert.Null(Assert.Single(await ListAsync(UploadState.Deleted, keeping: ["other", "default"])).StoredAt);
        Assert.Equal(2, (await ListAsync(UploadState.Deleted, keeping: ["other"])).Count);
    }

    [Fact]
    public async Task what_changed_since_it_was_seen_stays()
    {
        var ended = await EndAsync(UploadState.Expired);
        await Storage.Ledger.RecordAsync(ended.AsStored(), Token);

        Assert.Equal(0, await Data.ForgetAsync([ended], Token));

        Assert.Equal(UploadState.Stored, (await Storage.Ledger.FindAsync(ended.Id, Token))!.State);
    }

    [Fact]
    public async Task an_erased_upload_may_be_forgotten_once_nothing_can_come_of_it()
    {
        var noted = await NoteAsync();
        await Data.EraseAsync(noted, Later, Uploads.Now, Token);
        Assert.DoesNotContain(await AllAsync(null), upload => upload.Id == noted.Id);

        var erased = (await Storage.Ledger.FindAsync(noted.Id, Token))!;
        await Storage.Ledger.ReplaceAsync(erased, erased with { LookAt = null }, Token);

        Assert.Contains(await AllAsync(null), upload => upload.Id == noted.Id);
        Assert.DoesNotContain(await AllAsync(null, over: noted.ExpiresAt), upload => upload.Id == noted.Id);
    }

    [Fact]
    public async Task an_ended_key_is_forgotten_and_one_that_counts_is_not()
    {
        await Storage.Ledger.NoteAsync([Uploads.Granted(_owner)], Uploads.Note(_owner, "ended") with { ExpiresAt = Uploads.Now.AddMinutes(1) }, Token);
        await Storage.Ledger.NoteAsync([Uploads.Granted(_owner)], Uploads.Note(_owner, "counts") with { ExpiresAt = Uploads.Now.AddYears(100) }, Token);

        while (await Data.ForgetLeftoversAsync(Uploads.Now.AddMinutes(2), 100, Token) == 100)
        {
        }

        Assert.Equal(1, (await Data.CountUserAsync(_owner, Token)).Keys);
    }

    private async Task<UploadRecord> NoteAsync()
    {
        var granted = Uploads.Granted(_owner);
        await Storage.Ledger.NoteAsync([granted], null, Token);
        return (await Storage.Ledger.FindAsync(granted.Id, Token))!;
    }

    private async Task<UploadRecord> EndAsync(UploadState state, Func<UploadRecord, UploadRecord>? also = null)
    {
        var noted = await NoteAsync();
        var ended = noted with { State = state, LookAt = null };
        Assert.True(await Storage.Ledger.ReplaceAsync(noted, also?.Invoke(ended) ?? ended, Token));
        return (await Storage.Ledger.FindAsync(noted.Id, Token))!;
    }

    // The database has other tests' records too.
    private async Task<List<UploadRecord>> ListAsync(UploadState? state, DateTimeOffset? over = null, DateTimeOffset? ended = null, params string[] keeping) =>
        [.. (await AllAsync(state, over, ended, keeping)).Where(upload => upload.Owner == _owner)];

    private Task<IReadOnlyList<UploadRecord>> AllAsync(UploadState? state, DateTimeOffset? over = null, DateTimeOffset? ended = null, params string[] keeping) =>
        Data.ListForgettableAsync(new Forgettable(state, over ?? Later, ended ?? Later, keeping), 0, 100_000, Token);
}
