using System.Data.Common;
using System.Text.RegularExpressions;
using Dapper;
using SignGateway.Events.Outbox;
using SignGateway.Storage.Events;
using SignGateway.Storage.Ledger;
using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Events;

/// <summary>What both SQL outboxes promise beyond the port, each in a database of its own.</summary>
public abstract class SqlEventContract : IAsyncLifetime
{
    private StorageUnderTest? _storage;

    private protected StorageUnderTest Storage => _storage!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _storage = await CreateAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _storage!.DisposeAsync();
    }

    [Fact]
    public async Task a_record_and_what_it_tells_are_committed_together_or_not_at_all()
    {
        await using var test = OutboxUnderTest.On(Storage, null);
        var granted = Uploads.Granted();
        await test.Ledger.NoteAsync([granted], null, Token);
        await ExecuteAsync("ALTER TABLE events RENAME TO elsewhere");

        await Assert.ThrowsAsync<LedgerUnavailableException>(() => test.StoreAsync(granted));
        SameUpload.Check(granted, await test.Ledger.FindAsync(granted.Id, Token));

        await ExecuteAsync("ALTER TABLE elsewhere RENAME TO events");
        await test.StoreAsync(granted);
        Assert.Equal(granted.Id, (await test.TakeOneAsync()).Upload.Id);
    }

    [Fact]
    public async Task without_endpoints_a_recording_is_the_statement_that_it_was()
    {
        await using var test = OutboxUnderTest.On(Storage, null);
        var silent = new OutboxUnderTest(Storage.Ledger, Storage.Get<IEventOutbox>(), test.Events, null);

        await silent.StoreAsync();
        await test.StoreAsync();
        await silent.StoreAsync();

        Assert.Single(await test.ListAsync(OutboxStatus.Pending));
    }

    [Theory]
    [InlineData("take", "events_due")]
    [InlineData("list", "events_open")]
    [InlineData("next page", "events_open")]
    [InlineData("forget", "events_done")]
    public async Task what_is_asked_often_is_read_from_an_index(string what, string index)
    {
        var sql = what switch
        {
            "take" => "SELECT upload_id FROM events WHERE endpoint = 'e' AND due_at <= 5 ORDER BY due_at LIMIT 10",
            "list" => EventStatements.List(new EventQuery(OutboxStatus.Dead, 10)),
            "next page" => EventStatements.List(new EventQuery(OutboxStatus.Dead, 10) { After = new EventPlace(Uploads.Granted().Id, 1, "e") }),
            _ => "SELECT upload_id FROM events WHERE status = 'delivered' AND done_at < 5 ORDER BY done_at LIMIT 10",
        };

        var plan = await ExplainAsync(Regex.Replace(sql, @"@(\w+)", name => name.Groups[1].Value is "Limit" or "Number" ? "10" : "'dead'"));

        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("SORT", plan, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("B-TREE", plan, StringComparison.OrdinalIgnoreCase);
    }

    private protected abstract Task<StorageUnderTest> CreateAsync();

    protected abstract Task<string> ExplainAsync(string sql);

    private protected Task<T> RunAsync<T>(Func<DbConnection, Task<T>> run) =>
        Storage.Get<LedgerDatabase>().RunAloneAsync((connection, _) => run(connection), TimeSpan.FromSeconds(10), Token);

    private Task<int> ExecuteAsync(string sql) => RunAsync(connection => connection.ExecuteAsync(sql));
}
