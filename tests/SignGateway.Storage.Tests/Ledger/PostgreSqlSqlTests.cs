using System.Data.Common;
using Dapper;
using Npgsql;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Storage.Tests.Ledger;

public sealed class PostgreSqlSqlTests(SharedPostgres postgres) : SqlLedgerContract
{
    protected override IUploadLedger Ledger => postgres.Storage.Ledger;

    [Fact]
    public async Task a_key_that_an_unfinished_request_holds_is_in_progress_then_free()
    {
        var owner = Uploads.NewOwner();
        var granted = Uploads.Granted(owner);
        await using var other = await ConnectAsync();
        await using (var unfinished = await other.BeginTransactionAsync(Token))
        {
            await other.ExecuteAsync(
                "INSERT INTO idempotency VALUES (@owner, '/v1/uploads', 'key-1', '', '[]', @end)",
                new { owner, end = Uploads.Now.AddDays(1).ToUnixTimeMilliseconds() });

            Assert.IsType<NoteOutcome.InProgress>(await Ledger.NoteAsync([granted], Uploads.Note(owner), Token));
            Assert.Null(await Ledger.FindAsync(granted.Id, Token));
            await unfinished.RollbackAsync(Token);
        }

        Assert.IsType<NoteOutcome.Noted>(await Ledger.NoteAsync([granted], Uploads.Note(owner), Token));
    }

    [Fact]
    public async Task a_locked_row_is_unavailable_and_nothing_happens_later()
    {
        var granted = Uploads.Granted();
        await Ledger.NoteAsync([granted], null, Token);
        await using var other = await ConnectAsync();
        await using (var holder = await other.BeginTransactionAsync(Token))
        {
            await other.ExecuteAsync("SELECT 1 FROM uploads WHERE id = @id FOR UPDATE", new { id = granted.Id.ToString() });

            await Assert.ThrowsAsync<LedgerUnavailableException>(() => Ledger.RecordAsync(granted.AsStored(), Token));
            await holder.RollbackAsync(Token);
        }

        SameUpload.Check(granted, await Ledger.FindAsync(granted.Id, Token));
        Assert.True((await Ledger.RecordAsync(granted.AsStored(), Token)).First);
    }

    [Fact]
    public async Task a_database_without_tables_is_unavailable()
    {
        await using var storage = StorageUnderTest.OnPostgreSql(await postgres.CreateDatabaseAsync());

        await Assert.ThrowsAsync<LedgerUnavailableException>(() => storage.Ledger.ProbeAsync(Token));
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => storage.Ledger.RecordAsync(Uploads.Granted().AsStored(), Token));
    }

    [Fact]
    public async Task a_read_only_database_is_unavailable_to_writers()
    {
        var connectionString = await postgres.CreateDatabaseAsync();
        await using (var writable = await StorageUnderTest.OnPostgreSql(connectionString).MigratedAsync())
            await writable.Ledger.ProbeAsync(Token);
        await using var storage = StorageUnderTest.OnPostgreSql(
            connectionString + ";Options=-c default_transaction_read_only=on");

        await Assert.ThrowsAsync<LedgerUnavailableException>(() => storage.Ledger.ProbeAsync(Token));
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => storage.Ledger.RecordAsync(Uploads.Granted().AsStored(), Token));
        Assert.Null(await storage.Ledger.FindAsync(UploadId.Create(Uploads.Now), Token));
    }

    [Fact]
    public async Task a_database_that_does_not_exist_is_unavailable()
    {
        await using var storage = StorageUnderTest.OnPostgreSql(postgres.ConnectionString + ";Database=nowhere");

        await Assert.ThrowsAsync<LedgerUnavailableException>(() => storage.Ledger.ProbeAsync(Token));
    }

    protected override async Task<DbConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(postgres.ConnectionString);
        await connection.OpenAsync(Token);
        return connection;
    }

    // Small tables are read whole; what is asked here is whether the index serves.
    protected override async Task<string> ExplainAsync(DbConnection connection, string sql) =>
        string.Join('\n', await connection.QueryAsync<string>(
            $"SET enable_seqscan = off; SET enable_bitmapscan = off; EXPLAIN {sql}"));
}
