using System.Data;
using System.Data.Common;
using Dapper;

namespace SignGateway.Storage.Ledger;

/// <summary>
/// Parameters under the very names that the statements use. The mapper's own way leaves the prefix off, and SQLite's driver then looks for
/// each one under three prefixes, which costs more than the insert.
/// </summary>
internal sealed class LedgerParameters : SqlMapper.IDynamicParameters
{
    private readonly List<LedgerValue> _values;

    /// <summary>Makes room for as many as a whole row has, unless said otherwise.</summary>
    public LedgerParameters(int capacity = 28) => _values = new(capacity);

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<LedgerValue> Values => _values;

    public LedgerParameters Text(string name, string? value) => Add(new LedgerValue(name, value is null ? LedgerValueKind.NoText : LedgerValueKind.Text, value, 0));

    public LedgerParameters Number(string name, long? value) => Add(new LedgerValue(name, value is null ? LedgerValueKind.NoNumber : LedgerValueKind.Number, null, value ?? 0));

    public void AddParameters(IDbCommand command, SqlMapper.Identity identity)
    {
        var given = (DbCommand)command;
        AddTo(given.Parameters, given.CreateParameter);
    }

    public void AddTo(DbParameterCollection parameters, Func<DbParameter> create)
    {
        foreach (var value in _values)
        {
            var parameter = create();
            parameter.ParameterName = value.Name;
            parameter.Value = value.ToObject();
            parameter.DbType = value.Type;
            parameters.Add(parameter);
        }
    }

    private LedgerParameters Add(LedgerValue value)
    {
        _values.Add(value);
        return this;
    }
}
