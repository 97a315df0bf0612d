using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SignGateway.Storage.Sql;

/// <summary>SQLite in WAL mode. Writers of this process queue before the database does, where waiting honours cancellation.</summary>
internal sealed class SqliteDatabase : SqlDatabase, IDisposable
{
    private const int UniqueViolation = 2067;
    private const int PrimaryKeyViolation = 1555;

    private readonly string _connectionString;
    private readonly SemaphoreSlim _writers = new(1, 1);

    static SqliteDatabase() => Batteries_V2.Init();

    /// <param name="connectionString">Names a file whose folder this process holds.</param>
    public SqliteDatabase(string connectionString) =>
        _connectionString = new SqliteConnectionStringBuilder(connectionString) { DefaultTimeout = 1, Pooling = true }.ToString();

    public override LedgerProvider Provider => LedgerProvider.Sqlite;

    public override int Writers => 1;

    public override string MigrationLock => "";

    public override string BoundedWait => "";

    public override string Probe => "SELECT 1 FROM (SELECT count(*) FROM (SELECT id FROM uploads LIMIT 1))";

    public override async Task<DbConnection> ReadAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override async Task<SqlWrite> WriteAsync(CancellationToken cancellationToken)
    {
        await _writers.WaitAsync(cancellationToken);
        var turn = new Turn(_writers);
        DbConnection? connection = null;
        try
        {
            connection = await ReadAsync(cancellationToken);
            using (var journal = connection.CreateCommand())
            {
                // WAL is a property of the file, FULL of the connection: a commit that was answered survives a power cut.
                journal.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL";
                await journal.ExecuteNonQueryAsync(cancellationToken);
            }

            return new SqlWrite(connection, ((SqliteConnection)connection).BeginTransaction(deferred: false), turn);
        }
        catch
        {
            if (connection is not null)
                await connection.DisposeAsync();
            turn.Dispose();
            throw;
        }
    }

    public override SqlFault Classify(DbException exception) => exception is SqliteException sqlite
        ? sqlite switch
        {
            { SqliteExtendedErrorCode: UniqueViolation or PrimaryKeyViolation } => SqlFault.UniqueKey,
            { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_READONLY or raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_FULL or raw.SQLITE_CANTOPEN or raw.SQLITE_NOTADB } => SqlFault.Unavailable,
            { SqliteErrorCode: raw.SQLITE_ERROR } when sqlite.Message.Contains("no such table", StringComparison.Ordinal) => SqlFault.Unavailable,
            _ => SqlFault.Other,
        }
        : SqlFault.Other;

    public void Dispose()
    {
        SqliteConnection.ClearPool(new SqliteConnection(_connectionString));
        _writers.Dispose();
    }

    private sealed class Turn(SemaphoreSlim writers) : IDisposable
    {
        public void Dispose() => writers.Release();
    }
}
