using SignGateway.Uploads.Audit;

namespace SignGateway.Storage.Tests.Ledger;

/// <summary>What every store of the audit log promises. Each test has a century of its own, for its list to begin in.</summary>
public abstract class AuditContract
{
    private static int _centuries;

    private readonly DateTimeOffset _begin = Uploads.Now.AddYears(100 * Interlocked.Increment(ref _centuries));

    protected abstract IAuditStore Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private AuditId End => AuditId.FirstOf(_begin.AddYears(50));

    [Fact]
    public async Task lists_entries_newest_first_as_they_were_written()
    {
        AuditEntry[] entries = [Entry(1), Entry(2) with { Target = null, Before = null, After = null }, Entry(3) with { Who = "𝒳 \"o'neil\" 日本 <b>" }];
        foreach (var entry in entries)
            await Store.AppendAsync(entry, Token);

        var listed = await Store.ListAsync(3, End, Token);

        Assert.Equal(entries.Reverse().Select(Told), listed.Select(Told));
        Assert.Equal("stored", listed[2].Before!["state"]);
        Assert.Equal("deleted", listed[2].After!["state"]);
    }

    [Fact]
    public async Task without_an_end_the_latest_of_all_come_first()
    {
        var entry = Entry(0) with { Id = AuditId.Create(long.MaxValue - 1) };
        await Store.AppendAsync(entry, Token);

        Assert.Equal(entry.Id, Assert.Single(await Store.ListAsync(1, null, Token)).Id);
    }

    [Fact]
    public async Task goes_on_before_an_entry()
    {
        AuditEntry[] entries = [Entry(1), Entry(2), Entry(3)];
        foreach (var entry in entries)
            await Store.AppendAsync(entry, Token);

        Assert.Equal([entries[1].Id, entries[0].Id], (await Store.ListAsync(2, entries[2].Id, Token)).Select(entry => entry.Id));
    }

    [Fact]
    public async Task what_came_of_an_entry_is_said_once()
    {
        var entry = Entry(1) with { After = null };
        await Store.AppendAsync(entry, Token);
        await Store.CompleteAsync(entry.Id, new Dictionary<string, string> { ["state"] = "deleted", ["code"] = "日本" }, Token);
        await Store.CompleteAsync(entry.Id, new Dictionary<string, string> { ["state"] = "stored" }, Token);

        var listed = Assert.Single(await Store.ListAsync(1, End, Token));

        Assert.Equal(Told(entry) with { After = "code=日本,state=deleted" }, Told(listed));
    }

    [Fact]
    public async Task nothing_comes_of_an_entry_that_is_not_there()
    {
        await Store.CompleteAsync(AuditId.FirstOf(_begin), new Dictionary<string, string>(), Token);

        Assert.DoesNotContain(await Store.ListAsync(10, End, Token), entry => entry.Id == AuditId.FirstOf(_begin));
    }

    [Fact]
    public async Task forgets_what_is_old_a_few_at_a_time()
    {
        // Before all that other tests keep.
        var old = Enumerable.Range(1, 3).Select(second => Entry(second, new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero))).ToList();
        foreach (var entry in old)
            await Store.AppendAsync(entry, Token);

        Assert.Equal(2, await Store.ForgetAsync(old[2].At, 10, Token));
        Assert.Equal(1, await Store.ForgetAsync(old[2].At.AddYears(1), 1, Token));
        Assert.Equal(0, await Store.ForgetAsync(old[2].At.AddYears(1), 10, Token));
    }

    private AuditEntry Entry(int second, DateTimeOffset? begin = null)
    {
        var at = (begin ?? _begin).AddSeconds(second);
        return new AuditEntry(
            AuditId.FirstOf(at), at, "ann", AuditActions.Delete, "01jgfjjz00000000000000000a", new Dictionary<string, string> { ["state"] = "stored" }, new Dictionary<string, string> { ["state"] = "deleted" });
    }

    private static Row Told(AuditEntry entry) => new(entry.Id, entry.At, entry.Who, entry.Action, entry.Target, Told(entry.Before), Told(entry.After));

    private static string? Told(IReadOnlyDictionary<string, string>? values) =>
        values is null ? null : string.Join(',', values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    private sealed record Row(AuditId Id, DateTimeOffset At, string Who, string Action, string? Target, string? Before, string? After);
}
