using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SignGateway.Storage.Ledger;

/// <summary>The one connection that writes, and the statements it has prepared: preparing one costs more than running it.</summary>
internal sealed class SqliteWriter : IDisposable
{
    // More than the ledger's own; a batch of notes has another wording for each number of rows.
    private const int MaxPrepared = 20;

    private readonly Dictionary<string, SqliteCommand> _prepared = [];

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

    public async Task<IReadOnlyList<UploadRow>> ExecuteAsync(LedgerStatement statement, CancellationToken cancellationToken)
    {
        var rows = await ExecuteAsync(statement.Sql, statement.Parameters, cancellationToken);
        if (statement.Tells is not null && rows.Count > 0)
            // SQLite takes no statement that writes as a part of another; what was changed just now is there to be read.
            await ExecuteAsync(LedgerStatements.Changed + statement.Tells, statement.Parameters, cancellationToken);
        return rows;
    }

    public void Dispose()
    {
        Forget();
        Connection.Dispose();
    }

    private async Task<IReadOnlyList<UploadRow>> ExecuteAsync(string sql, LedgerParameters parameters, CancellationToken cancellationToken)
    {
        var command = Prepare(sql, parameters);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await LedgerStatement.ReadAsync(reader, cancellationToken);
        }
        catch
        {
            // A statement that failed half-way is not used again.
            _prepared.Remove(sql);
            await command.DisposeAsync();
            throw;
        }
    }

    private SqliteCommand Prepare(string sql, LedgerParameters parameters)
    {
        if (_prepared.TryGetValue(sql, out var known))
        {
            parameters.SetIn(known.Parameters);
            return known;
        }

        if (_prepared.Count == MaxPrepared)
            Forget();
        var command = Connection.CreateCommand();
        // Every value is a parameter; the words are the ledger's own.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        parameters.AddTo(command.Parameters, command.CreateParameter);
        _prepared[sql] = command;
        return command;
    }

    private void Forget()
    {
        foreach (var command in _prepared.Values)
            command.Dispose();
        _prepared.Clear();
    }
}
