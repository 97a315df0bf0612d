using System.Data.Common;
using System.Runtime.ExceptionServices;
using Dapper;
using Microsoft.Data.Sqlite;
using SignGateway.Storage.Doctor;
using SQLitePCL;

namespace SignGateway.Storage.Ledger;

/// <summary>
/// One connection writes, since SQLite takes one writer at a time and waits badly for its turn; readers have their own connections
/// and see the last commit. A commit waits for the disk, so whatever came up during one commit shares the next, several statements of one
/// caller in a savepoint of their own. The driver is synchronous underneath, so a call holds its thread while the disk works.
/// </summary>
internal sealed class SqliteLedgerDatabase : LedgerDatabase
{
    private const int FullSynchronous = 2;

    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(10);

    private readonly string _readString;
    private readonly string _writeString;
    private readonly CommitQueue<SqliteWork> _queue;
    private SqliteWriter? _writer;

    static SqliteLedgerDatabase() => Batteries_V2.Init();

    public SqliteLedgerDatabase(string connectionString, LedgerMeter? meter = null)
    {
        // Seconds; the driver's own wait for a file that another program has locked.
        var builder = new SqliteConnectionStringBuilder(connectionString) { DefaultTimeout = 1, Cache = SqliteCacheMode.Private };
        builder.Pooling = true;
        _readString = builder.ToString();
        builder.Pooling = false;
        _writeString = builder.ToString();
        _queue = new CommitQueue<SqliteWork>(writers: 1, holdsThread: true, work => work.Limit, meter, CommitAsync);
    }

    public override string MigrationFolder => "Sqlite";

    // A writing transaction is already alone.
    public override string TryMigrationLockSql => "SELECT 1";

    public override string TryMigrationSessionLockSql => "SELECT 1";

    public override string MigrationSessionUnlockSql => "SELECT 1";

    public override string ClaimWaitSql => "";

    public override TimeSpan ClaimWait => TimeSpan.Zero;

    public override string QuotaLockSql => "";

    public override string ForgetEndedClaimsSql =>
        "DELETE FROM idempotency WHERE rowid IN (SELECT rowid FROM idempotency WHERE expires_at <= @Now ORDER BY expires_at LIMIT 10);";

    public override string IdAmongIdsSql => "id IN @Ids";

    public override string DueSql => "id IN (SELECT id FROM uploads WHERE look_at <= @Now ORDER BY look_at LIMIT @Limit)";

    // Who writes is alone.
    public override string PassOverLockedSql => "";

    public override bool IsThere => File.Exists(new SqliteConnectionStringBuilder(_readString).DataSource);

    // In a transaction that writes, since only that shows that the file can be written.
    public override Task<DatabaseFacts> DescribeAsync(CancellationToken cancellationToken) => TransactAsync(
        async (connection, token) =>
        {
            var version = await connection.ExecuteScalarAsync<string>(new CommandDefinition("SELECT sqlite_version()", cancellationToken: token));
            var journal = await connection.ExecuteScalarAsync<string>(new CommandDefinition("PRAGMA journal_mode", cancellationToken: token));
            var synchronous = await connection.ExecuteScalarAsync<int>(new CommandDefinition("PRAGMA synchronous", cancellationToken: token));
            var weakness = synchronous < FullSynchronous ? $"synchronous {synchronous}" : journal is "off" or "memory" ? $"journal_mode {journal}" : null;
            return new DatabaseFacts($"SQLite {version}", $"journal_mode {journal}, synchronous {(synchronous < FullSynchronous ? synchronous : "FULL")}", IsReadOnly: false, weakness);
        },
        CallBudget,
        cancellationToken);

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
        await _queue.DisposeAsync();
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

    protected override Task<IReadOnlyList<UploadRow>> WriteCoreAsync(LedgerStatement statement, CallLimit limit) =>
        RunAsync(new SqliteStatementWork(statement, limit), limit);

    protected override Task<int> AppendCoreAsync(RowStatement statement, IReadOnlyList<LedgerParameters> rows, CancellationToken cancellationToken)
    {
        var limit = new CallLimit(null, cancellationToken);
        return RunAsync(new SqliteAppendWork(statement, rows, limit), limit);
    }

    protected override async Task<T> TransactCoreAsync<T>(
        Func<DbConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var limit = new CallLimit(null, cancellationToken);
        return await RunAsync(new SqliteTransactionWork<T>(work, limit), limit);
    }

    private Task<T> RunAsync<T>(SqliteWork<T> work, CallLimit limit) => _queue.TryAdd(work) ? work.Result : WaitAndRunAsync(work, limit);

    private async Task<T> WaitAndRunAsync<T>(SqliteWork<T> work, CallLimit limit)
    {
        await _queue.AddAsync(work, limit);
        return await work.Result;
    }

    private async Task CommitAsync(IReadOnlyList<SqliteWork> group)
    {
        try
        {
            var writer = _writer ??= new SqliteWriter(_writeString);
            await BeginAsync(writer, group);
            foreach (var work in group)
                await RunAsync(writer, work);
            writer.Execute("COMMIT");
        }
        catch (Exception exception)
        {
            // Nobody is left without an answer: what cannot be committed fails for all who took part.
            RollBack(exception);
            SqliteTurn.Tell(group, exception);
            return;
        }

        SqliteTurn.Tell(group, failure: null);
    }

    private async Task RunAsync(SqliteWriter writer, SqliteWork work)
    {
        if (!work.IsOneStatement)
            writer.Execute("SAVEPOINT work");
        var failure = await work.RunAsync(writer);
        if (failure is not null && IsUnavailable(failure))
            ExceptionDispatchInfo.Throw(failure);
        if (work.IsOneStatement)
            return;

        if (failure is not null)
            writer.Execute("ROLLBACK TO work");
        writer.Execute("RELEASE work");
    }

    // Only this statement can find the file taken by another program; asking again between pauses keeps the thread free.
    private static async Task BeginAsync(SqliteWriter writer, IReadOnlyList<SqliteWork> group)
    {
        while (writer.TryExecute("BEGIN IMMEDIATE") is var code and not raw.SQLITE_OK)
        {
            if (code != raw.SQLITE_BUSY || group.All(work => work.Limit.IsOver))
                SqliteException.ThrowExceptionForRC(code, writer.Connection.Handle);
            await Task.Delay(BusyPause);
        }
    }

    private void RollBack(Exception exception)
    {
        if (_writer is not { IsInTransaction: true })
            return;

        // After trouble with the file a fresh connection is the safe start; closing it rolls back.
        if (IsUnavailable(exception) || _writer.TryExecute("ROLLBACK") != raw.SQLITE_OK)
            DropWriter();
    }

    private void DropWriter()
    {
        _writer?.Dispose();
        _writer = null;
    }
}
