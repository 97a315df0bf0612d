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
            // FULL: what was acknowledged must outlive a power cut, not just a crash.
            Connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
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
        var command = Prepare(statement);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await LedgerStatement.ReadAsync(reader, cancellationToken);
        }
        catch
        {
            // A statement that failed half-way is not used again.
            _prepared.Remove(statement.Sql);
            await command.DisposeAsync();
            throw;
        }
    }

    public void Dispose()
    {
        Forget();
        Connection.Dispose();
    }

    private SqliteCommand Prepare(LedgerStatement statement)
    {
        if (_prepared.TryGetValue(statement.Sql, out var known))
        {
            statement.Parameters.SetIn(known.Parameters);
            return known;
        }

        if (_prepared.Count == MaxPrepared)
            Forget();
        var command = Connection.CreateCommand();
        // Every value is a parameter; the words are the ledger's own.
#pragma warning disable CA2100
        command.CommandText = statement.Sql;
#pragma warning restore CA2100
        statement.Parameters.AddTo(command.Parameters, command.CreateParameter);
        _prepared[statement.Sql] = command;
        return command;
    }

    private void Forget()
    {
        foreach (var command in _prepared.Values)
            command.Dispose();
        _prepared.Clear();
    }
}
