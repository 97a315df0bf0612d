using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using SignGateway.TestServers;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Ledger;

public sealed class SqliteSqlTests(SqliteStore store) : SqlLedgerContract, IClassFixture<SqliteStore>
{
    protected override IUploadLedger Ledger => store.Storage.Ledger;

    [Fact]
    public async Task keeps_a_write_ahead_log()
    {
        await using var connection = await ConnectAsync();

        Assert.Equal("wal", await connection.ExecuteScalarAsync<string>("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task a_file_that_another_program_writes_is_unavailable_until_it_is_done()
    {
        var stored = Uploads.Granted().AsStored();
        await using (var other = await ConnectAsync())
        {
            await other.ExecuteAsync("BEGIN IMMEDIATE");

            await Assert.ThrowsAsync<LedgerUnavailableException>(() => Ledger.RecordAsync(stored, Token));
            await Assert.ThrowsAsync<LedgerUnavailableException>(() => Ledger.ProbeAsync(Token));
            Assert.Null(await Ledger.FindAsync(stored.Id, Token));
            await other.ExecuteAsync("ROLLBACK");
        }

        Assert.True((await Ledger.RecordAsync(stored, Token)).First);
    }

    [Fact]
    public async Task a_caller_that_gives_up_waiting_is_told_so()
    {
        await using var other = await ConnectAsync();
        await other.ExecuteAsync("BEGIN IMMEDIATE");
        using var caller = new CancellationTokenSource();

        var recording = Ledger.RecordAsync(Uploads.Granted().AsStored(), caller.Token);
        await caller.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => recording);
        Assert.Equal(caller.Token, exception.CancellationToken);
        await other.ExecuteAsync("ROLLBACK");
    }

    [Fact]
    public async Task writes_that_share_a_commit_stand_or_fall_alone()
    {
        var taken = Uploads.Granted();
        await Ledger.NoteAsync([taken], null, Token);
        var grants = Enumerable.Range(0, 20).Select(_ => Uploads.Granted()).ToList();
        grants[7] = grants[7] with { Key = taken.Key };
        List<Task<NoteOutcome>> notes;
        await using (var other = await ConnectAsync())
        {
            // While another program writes, all of them come to wait for one commit.
            await other.ExecuteAsync("BEGIN IMMEDIATE");
            notes = grants.ConvertAll(grant => Ledger.NoteAsync([grant], null, Token));
            await other.ExecuteAsync("ROLLBACK");
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => notes[7]);
        foreach (var (grant, note) in grants.Zip(notes).Where(pair => pair.Second != notes[7]))
        {
            Assert.IsType<NoteOutcome.Noted>(await note);
            Assert.NotNull(await Ledger.FindAsync(grant.Id, Token));
        }

        Assert.Null(await Ledger.FindAsync(grants[7].Id, Token));
    }

    [Fact]
    public async Task what_was_acknowledged_is_there_for_the_next_process()
    {
        using var folder = new TempFolder();
        var stored = Uploads.Granted().AsStored();
        await using (var first = await StorageUnderTest.OnSqlite(folder.File("ledger.db")).MigratedAsync())
            await first.Ledger.RecordAsync(stored, Token);

        await using var second = StorageUnderTest.OnSqlite(folder.File("ledger.db"));

        SameUpload.Check(stored, await second.Ledger.FindAsync(stored.Id, Token));
    }

    [Fact]
    public async Task a_file_without_tables_is_unavailable()
    {
        using var folder = new TempFolder();
        await using var storage = StorageUnderTest.OnSqlite(folder.File("ledger.db"));

        await Assert.ThrowsAsync<LedgerUnavailableException>(() => storage.Ledger.ProbeAsync(Token));
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => storage.Ledger.RecordAsync(Uploads.Granted().AsStored(), Token));
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => storage.Ledger.FindAsync(UploadId.Create(Uploads.Now), Token));
    }

    [Fact]
    public async Task a_folder_that_is_not_there_is_unavailable_until_it_is()
    {
        using var folder = new TempFolder();
        await using var storage = StorageUnderTest.OnSqlite(folder.File("later/ledger.db"));
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => storage.Ledger.ProbeAsync(Token));

        Directory.CreateDirectory(folder.File("later"));
        await storage.MigratedAsync();

        await storage.Ledger.ProbeAsync(Token);
    }

    [Fact]
    public async Task a_file_that_is_no_database_is_unavailable()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("ledger.db"), new string('x', 4_096), Token);
        await using var storage = StorageUnderTest.OnSqlite(folder.File("ledger.db"));

        await Assert.ThrowsAsync<LedgerUnavailableException>(() => storage.Ledger.ProbeAsync(Token));
    }

    [Fact]
    public async Task a_full_disk_is_unavailable_and_takes_records_again_once_there_is_room()
    {
        using var folder = new TempFolder();
        await using var storage = await StorageUnderTest.OnSqlite(folder.File("ledger.db")).MigratedAsync();
        var database = storage.Get<Storage.Ledger.LedgerDatabase>();
        var stored = Uploads.Granted().AsStored() with { Answer = new string('x', 100_000) };
        await LimitPagesAsync(database, 1);

        await Assert.ThrowsAsync<LedgerUnavailableException>(() => storage.Ledger.RecordAsync(stored, Token));
        Assert.Null(await storage.Ledger.FindAsync(stored.Id, Token));

        Assert.True((await storage.Ledger.RecordAsync(stored, Token)).First);
    }

    protected override async Task<DbConnection> ConnectAsync()
    {
        var connection = new SqliteConnection($"Data Source={store.File};Pooling=false");
        await connection.OpenAsync(Token);
        return connection;
    }

    protected override async Task<string> ExplainAsync(DbConnection connection, string sql) =>
        string.Join('\n', (await connection.QueryAsync($"EXPLAIN QUERY PLAN {sql}")).Select(row => (string)row.detail));

    // The limit belongs to the writer's connection, and is gone with it: room is back when the ledger makes a new one.
    private static Task<long> LimitPagesAsync(Storage.Ledger.LedgerDatabase database, int pages) => database.TransactAsync(
        (connection, _) => connection.ExecuteScalarAsync<long>($"PRAGMA max_page_count = {pages}"), Storage.Ledger.LedgerDatabase.CallBudget, Token);
}
