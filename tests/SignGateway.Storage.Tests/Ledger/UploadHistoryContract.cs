using SignGateway.Tickets;
using SignGateway.Uploads.History;

namespace SignGateway.Storage.Tests.Ledger;

/// <summary>What every history promises.</summary>
public abstract class UploadHistoryContract
{
    // Far in the past, and apart from what other tests keep.
    private static readonly DateTimeOffset Old = Uploads.Now.AddYears(-20);

    private readonly UploadId _id = UploadId.Create(Uploads.Now);
    private readonly string _replica = Guid.NewGuid().ToString("N");

    protected abstract IUploadHistory History { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task lists_one_uploads_entries_newest_first_as_they_were_written()
    {
        HistoryEntry[] entries = [Entry(1, 0), Entry(2, 1), Entry(3, 1)];
        await History.AppendAsync([.. entries, Entry(4, 2) with { UploadId = UploadId.Create(Uploads.Now) }], Token);

        var listed = await History.ListAsync(_id, 10, Token);

        Assert.Equal([3, 2, 1], listed.Select(entry => entry.Number));
        var detail = listed[2].Detail;
        Assert.Equal(entries[0].Detail, detail);
        Assert.Equal(entries[0], listed[2] with { Detail = entries[0].Detail });
    }

    [Fact]
    public async Task lists_the_latest_only()
    {
        await History.AppendAsync([Entry(1, 0), Entry(2, 1), Entry(3, 2)], Token);

        Assert.Equal([3, 2], (await History.ListAsync(_id, 2, Token)).Select(entry => entry.Number));
    }

    [Fact]
    public async Task keeps_an_entry_once_however_often_it_is_written()
    {
        await History.AppendAsync([Entry(1, 0)], Token);
        await History.AppendAsync([Entry(1, 0), Entry(2, 1)], Token);

        Assert.Equal(2, (await History.ListAsync(_id, 10, Token)).Count);
    }

    [Fact]
    public async Task keeps_more_entries_than_one_statement_takes()
    {
        await History.AppendAsync([.. Enumerable.Range(1, 1001).Select(number => Entry(number, number))], Token);

        Assert.Equal(1001, (await History.ListAsync(_id, 2000, Token)).Count);
    }

    [Fact]
    public async Task forgets_what_is_old_a_few_at_a_time()
    {
        var old = Enumerable.Range(1, 3).Select(number => Entry(number, 0) with { At = Old.AddSeconds(number) });
        await History.AppendAsync([.. old, Entry(4, 0)], Token);

        Assert.Equal(2, await History.ForgetAsync(Old.AddSeconds(3), 10, Token));
        Assert.Equal(1, await History.ForgetAsync(Old.AddYears(1), 1, Token));
        Assert.Equal(0, await History.ForgetAsync(Old.AddYears(1), 10, Token));

        Assert.Equal([4], (await History.ListAsync(_id, 10, Token)).Select(entry => entry.Number));
    }

    private HistoryEntry Entry(long number, int seconds) => new(
        _id, Uploads.Now.AddSeconds(seconds), _replica, number, HistoryEvents.Callback, new Dictionary<string, string> { ["verdict"] = "refused", ["reason"] = "日本 \"x\"" });
}
