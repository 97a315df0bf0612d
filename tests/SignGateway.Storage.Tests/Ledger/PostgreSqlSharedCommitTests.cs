using Dapper;
using Npgsql;
using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Ledger;

/// <summary>What callers see of one another when their writes share commits.</summary>
public sealed class PostgreSqlSharedCommitTests(SharedPostgres postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IUploadLedger Ledger => postgres.Storage.Ledger;

    [Fact]
    public async Task writes_that_come_up_together_share_commits()
    {
        var grants = SomeGrants(200);

        await Task.WhenAll(grants.Select(grant => Ledger.NoteAsync([grant], null, Token)));

        await using var connection = await ConnectAsync();
        var commits = await connection.ExecuteScalarAsync<long>(
            "SELECT count(DISTINCT xmin::text) FROM uploads WHERE id = ANY (@ids)", new { ids = IdsOf(grants) });
        Assert.InRange(commits, 1, 100);
    }

    [Fact]
    public async Task writes_that_share_a_commit_stand_or_fall_alone()
    {
        var taken = Uploads.Granted();
        await Ledger.NoteAsync([taken], null, Token);
        var grants = SomeGrants(60);
        foreach (var bad in new[] { 7, 23, 24, 41, 59 })
            grants[bad] = grants[bad] with { Key = taken.Key };

        var notes = grants.ConvertAll(grant => Ledger.NoteAsync([grant], null, Token));

        foreach (var (grant, note) in grants.Zip(notes))
        {
            if (grant.Key == taken.Key)
                await Assert.ThrowsAsync<InvalidOperationException>(() => note);
            else
                Assert.IsType<NoteOutcome.Noted>(await note);
            Assert.Equal(grant.Key != taken.Key, await Ledger.FindAsync(grant.Id, Token) is not null);
        }
    }

    [Fact]
    public async Task every_caller_gets_its_own_rows()
    {
        var stored = SomeGrants(60).ConvertAll(grant => grant.AsStored());
        await Ledger.RecordAsync(stored[0], Token);

        var outcomes = await Task.WhenAll(stored.Select(upload => Ledger.RecordAsync(upload, Token)));

        foreach (var (upload, outcome) in stored.Zip(outcomes))
        {
            Assert.Equal(upload != stored[0], outcome.First);
            SameUpload.Check(upload, outcome.Upload);
        }
    }

    [Fact]
    public async Task a_row_that_somebody_holds_delays_only_its_own_caller()
    {
        var held = Uploads.Granted();
        await Ledger.NoteAsync([held], null, Token);
        await using var other = await ConnectAsync();
        await using var holder = await other.BeginTransactionAsync(Token);
        await other.ExecuteAsync("SELECT 1 FROM uploads WHERE id = @id FOR UPDATE", new { id = held.Id.ToString() });
        var stored = SomeGrants(60).ConvertAll(grant => grant.AsStored());

        var before = stored[..30].ConvertAll(upload => Ledger.RecordAsync(upload, Token));
        var waiting = Ledger.RecordAsync(held.AsStored(), Token);
        var behind = stored[30..].ConvertAll(upload => Ledger.RecordAsync(upload, Token));

        Assert.All(await Task.WhenAll(before.Concat(behind)), outcome => Assert.True(outcome.First));
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => waiting);
        await holder.RollbackAsync(Token);
        SameUpload.Check(held, await Ledger.FindAsync(held.Id, Token));
    }

    [Fact]
    public async Task callers_that_leave_do_not_take_the_others_with_them()
    {
        var grants = SomeGrants(60);
        using var leaving = new CancellationTokenSource();

        var notes = grants.ConvertAll(grant => Ledger.NoteAsync([grant], null, grants.IndexOf(grant) % 2 == 0 ? leaving.Token : Token));
        await leaving.CancelAsync();

        for (var index = 1; index < grants.Count; index += 2)
        {
            Assert.IsType<NoteOutcome.Noted>(await notes[index]);
            Assert.NotNull(await Ledger.FindAsync(grants[index].Id, Token));
        }

        // Who left in time is told so; whose note was on its way may find it committed.
        for (var index = 0; index < grants.Count; index += 2)
        {
            if (await Record.ExceptionAsync(() => notes[index]) is { } exception)
                Assert.Equal(leaving.Token, Assert.IsAssignableFrom<OperationCanceledException>(exception).CancellationToken);
        }
    }

    [Fact]
    public async Task replicas_that_write_the_same_uploads_in_opposite_order_do_not_stop_one_another()
    {
        await using var other = StorageUnderTest.OnPostgreSql(postgres.ConnectionString);
        for (var round = 0; round < 20; round++)
        {
            var stored = SomeGrants(200).ConvertAll(grant => grant.AsStored());

            var here = stored.ConvertAll(upload => Ledger.RecordAsync(upload, Token));
            var there = Enumerable.Reverse(stored).Select(upload => other.Ledger.RecordAsync(upload, Token)).ToList();

            var outcomes = await Task.WhenAll(here.Concat(there));
            Assert.Equal(200, outcomes.Count(outcome => outcome.First));
        }
    }

    [Fact]
    public async Task uploads_that_are_taken_and_written_at_once_stop_nobody()
    {
        await using var storage = await StorageUnderTest.OnPostgreSql(await postgres.CreateDatabaseAsync()).MigratedAsync();
        for (var round = 0; round < 10; round++)
        {
            var grants = SomeGrants(100).ConvertAll(grant => grant with { LookAt = Uploads.Now });
            await storage.Ledger.NoteAsync(grants, null, Token);

            var takes = Enumerable.Range(0, 10).Select(_ => storage.Ledger.TakeDueAsync(Uploads.Now, Uploads.Now.AddDays(1), 10, Token)).ToList();
            var records = grants.ConvertAll(grant => storage.Ledger.RecordAsync(grant.AsStored() with { LookAt = null }, Token));

            Assert.All(await Task.WhenAll(records), outcome => Assert.True(outcome.First));
            var taken = (await Task.WhenAll(takes)).SelectMany(some => some).Select(upload => upload.Id).ToList();
            Assert.Equal(taken.Count, taken.Distinct().Count());
        }
    }

    private static List<UploadRecord> SomeGrants(int count) => [.. Enumerable.Range(0, count).Select(_ => Uploads.Granted())];

    private static string[] IdsOf(IEnumerable<UploadRecord> uploads) => [.. uploads.Select(upload => upload.Id.ToString())];

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(postgres.ConnectionString);
        await connection.OpenAsync(Token);
        return connection;
    }
}
