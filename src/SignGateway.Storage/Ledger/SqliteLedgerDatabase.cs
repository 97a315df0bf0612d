using System.Data.Common;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SignGateway.Storage.Ledger;

/// <summary>
/// One connection writes, since SQLite takes one writer at a time and waits badly for its turn; readers have their own connections
/// and see the last commit. A commit waits for the disk, so whatever came up during one commit shares the next, each work in a savepoint
/// of its own. The driver is synchronous underneath, so a call holds its thread while the disk works.
/// </summary>
internal sealed class SqliteLedgerDatabase : LedgerDatabase
{
    // As many works as wait at once; who finds no room waits for it under the call's own budget.
    private const int MaxWaiting = 4096;
    private const int MaxPerCommit = 128;

    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(10);

    private readonly string _readString;
    private readonly string _writeString;
    private readonly Channel<SqliteWork> _waiting = Channel.CreateBounded<SqliteWork>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly Task _writing;
    private SqliteConnection? _writer;

    static SqliteLedgerDatabase() => Batteries_V2.Init();

    public SqliteLedgerDatabase(string connectionString)
    {
        // Seconds; the driver's own wait for a file that another program has locked.
        var builder = new SqliteConnectionStringBuilder(connectionString) { DefaultTimeout = 1, Cache = SqliteCacheMode.Private };
        builder.Pooling = true;
        _readString = builder.ToString();
        builder.Pooling = false;
        _writeString = builder.ToString();
        _writing = Task.Run(WriteAllAsync);
    }

    public override string MigrationFolder => "Sqlite";

    // A writing transaction is already alone.
    public override string TryMigrationLockSql => "SELECT 1";

    public override string TryMigrationSessionLockSql => "SELECT 1";

    public override string MigrationSessionUnlockSql => "SELECT 1";

    public override string ClaimWaitSql => "";

    public override TimeSpan ClaimWait => TimeSpan.Zero;

    public override string ForgetEndedClaimsSql =>
        "DELETE FROM idempotency WHERE rowid IN (SELECT rowid FROM idempotency WHERE expires_at <= @Now ORDER BY expires_at LIMIT 10);";

    public override string IdAmongIdsSql => "id IN @Ids";

    public override string DueSql => "id IN (SELECT id FROM uploads WHERE look_at <= @Now ORDER BY look_at LIMIT @Limit)";

    public override bool IsUniqueViolation(Exception exception) => exception is SqliteException
    {
        SqliteExtendedErrorCode: raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY,
    };

    public override bool IsLockTimeout(Exception exception) => false;

    // SQLite has no code of its own for this.
    public override bool IsSchemaMissing(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: raw.SQLITE_ERROR } error
        && (error.Message.Contains("no such table", StringComparison.Ordinal)
            || error.Message.Contains("no such column", StringComparison.Ordinal)
            || error.Message.Contains("has no column named", StringComparison.Ordinal));

    public override async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
        DropWriter();
        using var reader = new SqliteConnection(_readString);
        SqliteConnection.ClearPool(reader);
    }

    protected override bool IsUnavailable(Exception exception) => exception is SqliteException
    {
        SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_NOMEM or raw.SQLITE_READONLY or raw.SQLITE_IOERR
            or raw.SQLITE_CORRUPT or raw.SQLITE_FULL or raw.SQLITE_CANTOPEN or raw.SQLITE_PROTOCOL or raw.SQLITE_NOTADB
            or raw.SQLITE_PERM or raw.SQLITE_SCHEMA,
    };

    protected override async Task<T> ReadCoreAsync<T>(
        Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var reader = new SqliteConnection(_readString);
        await reader.OpenAsync(cancellationToken);
        return await work(reader, cancellationToken);
    }

    protected override Task<T> WriteCoreAsync<T>(
        Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        TransactCoreAsync(work, cancellationToken);

    protected override async Task<T> TransactCoreAsync<T>(
        Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var waiting = new SqliteWork<T>(work, cancellationToken);
        await _waiting.Writer.WriteAsync(waiting, cancellationToken);
        return await waiting.Result;
    }

    private async Task WriteAllAsync()
    {
        var group = new List<SqliteWork>(MaxPerCommit);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (group.Count < MaxPerCommit && _waiting.Reader.TryRead(out var work))
                group.Add(work);
            await CommitAsync(group);
            group.Clear();
        }
    }

    private async Task CommitAsync(List<SqliteWork> group)
    {
        try
        {
            var writer = OpenWriter();
            await BeginAsync(writer, group);
            foreach (var work in group)
                await InSavepointAsync(writer, work);
            Execute(writer, "COMMIT");
        }
        catch (Exception exception)
        {
            // Nobody is left without an answer: what cannot be committed fails for all who took part.
            RollBack(exception);
            foreach (var work in group)
                work.Fail(exception);
            return;
        }

        foreach (var work in group)
            work.Finish();
    }

    private async Task InSavepointAsync(SqliteConnection writer, SqliteWork work)
    {
        Execute(writer, "SAVEPOINT work");
        if (await work.RunAsync(writer) is { } failure)
        {
            if (IsUnavailable(failure))
                ExceptionDispatchInfo.Throw(failure);
            Execute(writer, "ROLLBACK TO work");
        }

        Execute(writer, "RELEASE work");
    }

    private SqliteConnection OpenWriter()
    {
        if (_writer is not null)
            return _writer;

        var writer = new SqliteConnection(_writeString);
        try
        {
            writer.Open();
            // FULL: what was acknowledged must outlive a power cut, not just a crash.
            writer.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        }
        catch
        {
            writer.Dispose();
            throw;
        }

        return _writer = writer;
    }

    // Only this statement can find the file taken by another program; asking again between pauses keeps the thread free.
    private static async Task BeginAsync(SqliteConnection writer, List<SqliteWork> group)
    {
        while (raw.sqlite3_exec(writer.Handle, "BEGIN IMMEDIATE") is var code and not raw.SQLITE_OK)
        {
            if (code != raw.SQLITE_BUSY || group.TrueForAll(work => work.IsCancelled))
                SqliteException.ThrowExceptionForRC(code, writer.Handle);
            await Task.Delay(BusyPause);
        }
    }

    private static void Execute(SqliteConnection writer, string sql) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(writer.Handle, sql), writer.Handle);

    private void RollBack(Exception exception)
    {
        if (_writer is null || raw.sqlite3_get_autocommit(_writer.Handle) != 0)
            return;

        // After trouble with the file a fresh connection is the safe start; closing it rolls back.
        if (IsUnavailable(exception) || raw.sqlite3_exec(_writer.Handle, "ROLLBACK") != raw.SQLITE_OK)
            DropWriter();
    }

    private void DropWriter()
    {
        _writer?.Dispose();
        _writer = null;
    }
}
