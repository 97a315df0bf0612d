using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Ledger;

/// <summary>What every ledger promises about replacing a record by what it has become.</summary>
public abstract class ReplaceContract
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract IUploadLedger Ledger { get; }

    [Fact]
    public async Task replaces_what_was_seen()
    {
        var stored = Uploads.Granted().AsStored();
        var seen = (await Ledger.RecordAsync(stored, Token)).Upload;
        var becomes = seen with { State = UploadState.Deleted, Size = 7, ETag = "other", Evidence = Evidence.Object, LookAt = Uploads.Now, Deleting = true, Answer = "{}" };

        Assert.True(await Ledger.ReplaceAsync(seen, becomes, Token));

        SameUpload.Check(becomes, await Ledger.FindAsync(stored.Id, Token));
    }

    [Fact]
    public async Task what_the_grant_fixed_stays_whatever_the_replacement_says()
    {
        var seen = await NotedAsync();

        await Ledger.ReplaceAsync(seen, seen with { Owner = "thief", Key = "elsewhere", FileName = "other", Vars = new Dictionary<string, string>() }, Token);

        SameUpload.Check(seen, await Ledger.FindAsync(seen.Id, Token));
    }

    [Fact]
    public async Task what_OSS_began_in_parts_is_kept_through_all_that_comes_after()
    {
        var noted = Uploads.Granted() with { Method = UploadMethod.Multipart };
        var parts = new PartedUpload("0004B999EF518A1FE585B0C9360DC4C8", 8_388_608);
        await Ledger.NoteAsync([noted], null, Token);

        Assert.True(await Ledger.ReplaceAsync(noted, noted with { Parts = parts }, Token));
        var begun = await Ledger.FindAsync(noted.Id, Token);
        SameUpload.Check(noted with { Parts = parts }, begun);
        Assert.True(await Ledger.ReplaceAsync(begun!, begun! with { LookAt = Uploads.Now }, Token));
        await Ledger.RecordAsync(noted.AsStored(), Token);

        Assert.Equal(parts, (await Ledger.FindAsync(noted.Id, Token))!.Parts);
    }

    [Fact]
    public async Task of_many_replacements_of_what_was_seen_one_wins()
    {
        var seen = await NotedAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(
            number => Ledger.ReplaceAsync(seen, seen with { State = UploadState.Deleted, ETag = $"{number}" }, Token)));

        var winner = Array.FindIndex(outcomes, replaced => replaced);
        Assert.Single(outcomes, replaced => replaced);
        Assert.Equal($"{winner}", (await Ledger.FindAsync(seen.Id, Token))!.ETag);
    }

    [Fact]
    public async Task a_record_that_went_on_is_not_replaced()
    {
        var seen = await NotedAsync();
        await Ledger.RecordAsync(seen.AsStored(), Token);

        Assert.False(await Ledger.ReplaceAsync(seen, seen with { State = UploadState.Expired }, Token));

        Assert.Equal(UploadState.Stored, (await Ledger.FindAsync(seen.Id, Token))!.State);
    }

    [Fact]
    public async Task replaces_nothing_under_an_unknown_id()
    {
        var unknown = Uploads.Granted();
        Assert.False(await Ledger.ReplaceAsync(unknown, unknown, Token));
    }

    private async Task<UploadRecord> NotedAsync()
    {
        var granted = Uploads.Granted();
        await Ledger.NoteAsync([granted], null, Token);
        return granted;
    }
}
