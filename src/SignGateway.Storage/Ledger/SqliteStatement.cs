using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SignGateway.Storage.Ledger;

/// <summary>
/// A prepared statement, called through SQLite's own functions: the driver binds by name and reads through a reader, and costs more
/// than the insert. For the one thread that writes.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _places;
    private readonly SqliteColumn[] _columns;
    private byte[] _text = new byte[1024];

    /// <summary>Prepares words whose parameters always come in the order of these.</summary>
    /// <exception cref="SqliteException">SQLite cannot read the words.</exception>
    public SqliteStatement(sqlite3 database, string sql, LedgerParameters parameters)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
        _places = [.. parameters.Values.Select(value => raw.sqlite3_bind_parameter_index(_statement, value.Name))];
        _columns = [.. Enumerable.Range(0, raw.sqlite3_column_count(_statement)).Select(index => SqliteColumn.Named(raw.sqlite3_column_name(_statement, index).utf8_to_string()))];
    }

    /// <summary>Runs it to its end; its rows.</summary>
    /// <exception cref="SqliteException">It failed, and has changed nothing.</exception>
    public IReadOnlyList<UploadRow> Run(LedgerParameters parameters)
    {
        try
        {
            Bind(parameters.Values);
            List<UploadRow>? rows = null;
            while (raw.sqlite3_step(_statement) is var code and not raw.SQLITE_DONE)
            {
                if (code != raw.SQLITE_ROW)
                    SqliteException.ThrowExceptionForRC(code, _database);
                (rows ??= []).Add(ReadRow());
            }

            return (IReadOnlyList<UploadRow>?)rows ?? [];
        }
        finally
        {
            // Says again what the step said.
            _ = raw.sqlite3_reset(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private void Bind(IReadOnlyList<LedgerValue> values)
    {
        // There may be more behind those that the words take, for what the statement tells.
        for (var index = 0; index < _places.Length; index++)
        {
            if (_places[index] is > 0 and var place)
                Check(Bind(place, values[index]));
        }
    }

    private int Bind(int place, LedgerValue value) => value switch
    {
        { Kind: LedgerValueKind.Number } => raw.sqlite3_bind_int64(_statement, place, value.Number),
        { Kind: LedgerValueKind.Text, Text: "" } => raw.sqlite3_bind_text(_statement, place, ""),
        { Kind: LedgerValueKind.Text } => raw.sqlite3_bind_text(_statement, place, Encode(value.Text!)),
        _ => raw.sqlite3_bind_null(_statement, place),
    };

    private ReadOnlySpan<byte> Encode(string text)
    {
        if (Encoding.UTF8.GetMaxByteCount(text.Length) is var most && most > _text.Length)
            _text = new byte[most];
        return _text.AsSpan(0, Encoding.UTF8.GetBytes(text, _text));
    }

    private UploadRow ReadRow()
    {
        var row = new UploadRow();
        for (var index = 0; index < _columns.Length; index++)
            _columns[index].Read(_statement, index, row);
        return row;
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);
}
