using Dapper;
using SignGateway.Storage.Ledger;
using SignGateway.Storage.Quotas;
using SignGateway.Storage.Tests.Migrations;
using SignGateway.Uploads;
using SignGateway.Uploads.Quotas;

namespace SignGateway.Storage.Tests.Quotas;

/// <summary>Counting in a database: what is in the sum, what is not, and who else writes there.</summary>
public abstract class SqlQuotaContract
{
    private static readonly UploadQuota Everything = new("default", null, null, 1, 0);

    private readonly string _owner = Uploads.NewOwner();

    private protected abstract StorageUnderTest Storage { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task what_is_stored_goes_into_the_sum_at_last_and_comes_out_when_it_changes()
    {
        await StoreAsync(100);
        Assert.Equal((0, 0), await SumAsync());
        await NoteAsync();
        Assert.Equal((100, 100), await SumAsync());

        var some = (await Storage.Ledger.ListAsync(new UploadQuery(_owner, 50, null, UploadState.Stored, null), Token)).Take(10).ToList();
        foreach (var upload in some)
            Assert.True(await Storage.Ledger.ReplaceAsync(upload, upload with { State = UploadState.Deleted }, Token));

        Assert.Equal((90, 90), await SumAsync());
        Assert.Equal(90 + 1, await UsedAsync());
    }

    [Fact]
    public async Task a_replica_of_an_older_build_cannot_make_the_count_wrong()
    {
        var old = new OldReplica(Storage);
        await StoreAsync(100);
        await NoteAsync();
        Assert.Equal((100, 100), await SumAsync());

        // One that it notes and records, one that it only records, and one of ours that it writes over.
        var granted = Granted();
        await old.NoteAsync(granted, Token);
        Assert.Equal(100 + 1 + 1, await UsedAsync());
        await old.RecordAsync(granted.AsStored() with { Size = 500 }, Token);
        Assert.Equal(100 + 1 + 500, await UsedAsync());
        var ours = (await Storage.Ledger.ListAsync(new UploadQuery(_owner, 1, null, UploadState.Stored, null), Token)).Single(upload => upload.Id == granted.Id);
        await ExecuteAsync("UPDATE uploads SET state = 'rejected' WHERE id = @Id", new { Id = ours.Id.ToString() });
        Assert.Equal(100 + 1, await UsedAsync());
        await ExecuteAsync("UPDATE uploads SET size = 3 WHERE owner = @Owner AND state = 'stored'", new { Owner = _owner });
        Assert.Equal((0, 0), await SumAsync());
        Assert.Equal(300 + 1, await UsedAsync());
        await ExecuteAsync("DELETE FROM uploads WHERE owner = @Owner AND state = 'stored'", new { Owner = _owner });
        Assert.Equal(1, await UsedAsync());
    }

    [Fact]
    public async Task what_is_taken_out_of_the_table_is_taken_out_of_the_sum()
    {
        await StoreAsync(100);
        await NoteAsync();

        await ExecuteAsync("DELETE FROM uploads WHERE owner = @Owner AND state = 'stored'", new { Owner = _owner });

        Assert.Equal((0, 0), await SumAsync());
    }

    [Fact]
    public async Task a_sum_that_was_lost_cannot_let_anybody_in_once_the_marks_are_taken_back()
    {
        await StoreAsync(100);
        await NoteAsync();

        await ExecuteAsync("DELETE FROM quota_sums WHERE owner = @Owner", new { Owner = _owner });
        await ExecuteAsync("UPDATE uploads SET counted = 0 WHERE owner = @Owner", new { Owner = _owner });

        Assert.Equal(101, await UsedAsync());
        await NoteAsync();
        Assert.Equal((100, 100), await SumAsync());
    }

    private UploadRecord Granted() => Uploads.Granted(_owner) with { Size = 1 };

    private async Task StoreAsync(int count)
    {
        for (var number = 0; number < count; number++)
            await Storage.Ledger.RecordAsync(Granted().AsStored() with { Size = 1 }, Token);
    }

    private async Task NoteAsync() => Assert.IsType<NoteOutcome.Noted>(await Storage.Ledger.NoteWithinAsync(
        [Granted()], null, new QuotaCheck([Everything with { Bytes = null }], [new Reservation(1, 1)], Uploads.Now), Token));

    private async Task<long> UsedAsync() => Assert.IsType<NoteOutcome.OverQuota>(await Storage.Ledger.NoteWithinAsync(
        [Granted()], null, new QuotaCheck([Everything], [new Reservation(1, 1)], Uploads.Now), Token)).Excess.Used;

    private async Task<(long, long)> SumAsync()
    {
        var rows = await Storage.Get<LedgerDatabase>().ReadAsync(
            (connection, token) => connection.QueryAsync<(long, long)>(new CommandDefinition("SELECT files, bytes FROM quota_sums WHERE owner = @Owner", new { Owner = _owner }, cancellationToken: token)), Token);
        return rows.SingleOrDefault();
    }

    private Task<int> ExecuteAsync(string sql, object parameters) => Storage.Get<LedgerDatabase>().TransactAsync(
        (connection, token) => connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: token)), LedgerDatabase.CallBudget, Token);
}
