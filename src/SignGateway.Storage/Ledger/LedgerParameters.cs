using System.Data;
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
        foreach (var (name, value, type) in _parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            parameter.DbType = type;
            command.Parameters.Add(parameter);
        }
    }

    private LedgerParameters Add(string name, object? value, DbType type)
    {
        _parameters.Add((name, value, type));
        return this;
    }
}
