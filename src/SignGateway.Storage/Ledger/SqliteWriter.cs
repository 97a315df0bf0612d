using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SignGateway.Storage.Ledger;

/// <summary>The one connection that writes, and the statements it has prepared: preparing one costs more than running it.</summary>
internal sealed class SqliteWriter : IDisposable
{
    // More than the ledger's own; a batch of notes has another wording for each number of rows.
    private const int MaxPrepared = 20;

    private readonly Dictionary<string, SqliteStatement> _prepared = [];

    public SqliteWriter(string connectionString)
    {
        Connection = new SqliteConnection(connectionString);
        try
        {
            Connection.Open();
            // FULL: what was acknowledged must outlive a power cut, not just a crash. What was deleted is not to be found in the file either.
            Connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
        }
        catch
        {
            Connection.Dispose();
            throw;
        }
    }

    public SqliteConnection Connection { get; }

    public bool IsInTransaction => raw.sqlite3_get_autocommit(Connection.Handle) == 0;

    public void Execute(string sql) => SqliteException.ThrowExceptionForRC(TryExecute(sql), Connection.Handle);

    /// <summary>Runs a statement without parameters or rows, and returns SQLite's code.</summary>
    public int TryExecute(string sql) => raw.sqlite3_exec(Connection.Handle, sql);

    public IReadOnlyList<UploadRow> Execute(LedgerStatement statement)
    {
        var rows = Execute(statement.Sql, statement.Parameters);
        if (statement.Tells is not null && rows.Count > 0)
            // SQLite takes no statement that writes as a part of another; what was changed just now is there to be read.
            Execute(LedgerStatements.Changed + statement.Tells, statement.Parameters);
        return rows;
    }

    /// <summary>Runs one statement whose parameters always come in one order.</summary>
    public IReadOnlyList<UploadRow> Execute(string sql, LedgerParameters parameters)
    {
        if (!_prepared.TryGetValue(sql, out var prepared))
        {
            if (_prepared.Count == MaxPrepared)
                Forget();
            _prepared[sql] = prepared = new SqliteStatement(Connection.Handle!, sql, parameters);
        }

        return prepared.Run(parameters);
    }

    public void Dispose()
    {
        Forget();
        Connection.Dispose();
    }

    private void Forget()
    {
        foreach (var statement in _prepared.Values)
            statement.Dispose();
        _prepared.Clear();
    }
}
