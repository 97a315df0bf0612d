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
    private readonly List<LedgerValue> _values = new(32);

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<LedgerValue> Values => _values;

    public LedgerParameters Text(string name, string? value) => Add(new LedgerValue(name, DbType.String, value, null));

    public LedgerParameters Number(string name, long? value) => Add(new LedgerValue(name, DbType.Int64, null, value));

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
