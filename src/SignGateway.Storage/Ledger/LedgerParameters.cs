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
    private readonly List<(string Name, object? Value, DbType Type)> _parameters = [];

    public LedgerParameters Text(string name, string? value) => Add(name, value, DbType.String);

    public LedgerParameters Number(string name, long? value) => Add(name, value, DbType.Int64);

    public void AddParameters(IDbCommand command, SqlMapper.Identity identity)
    {
        var given = (DbCommand)command;
        AddTo(given.Parameters, given.CreateParameter);
    }

    public void AddTo(DbParameterCollection parameters, Func<DbParameter> create)
    {
        foreach (var (name, value, type) in _parameters)
        {
            var parameter = create();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            parameter.DbType = type;
            parameters.Add(parameter);
        }
    }

    /// <summary>
    /// Gives parameters that an equal statement has added before the values of this one. One of them may have more behind those that the words
    /// take, for what it tells.
    /// </summary>
    public void SetIn(DbParameterCollection parameters)
    {
        for (var index = 0; index < Math.Min(_parameters.Count, parameters.Count); index++)
            parameters[index].Value = _parameters[index].Value ?? DBNull.Value;
    }

    private LedgerParameters Add(string name, object? value, DbType type)
    {
        _parameters.Add((name, value, type));
        return this;
    }
}
