using System.Data;
using Npgsql;
using NpgsqlTypes;

namespace SignGateway.Storage.Ledger;

/// <summary>The parameters of many statements alike, as arrays under the same names.</summary>
internal static class PostgreSqlArrays
{
    public static void AddTo(NpgsqlParameterCollection parameters, IReadOnlyList<LedgerParameters> rows)
    {
        var first = rows[0].Values;
        for (var index = 0; index < first.Count; index++)
        {
            parameters.Add(first[index].Type == DbType.Int64
                ? new NpgsqlParameter(first[index].Name, NpgsqlDbType.Array | NpgsqlDbType.Bigint) { Value = Numbers(rows, index) }
                : new NpgsqlParameter(first[index].Name, NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = Texts(rows, index) });
        }
    }

    private static string?[] Texts(IReadOnlyList<LedgerParameters> rows, int index)
    {
        var texts = new string?[rows.Count];
        for (var row = 0; row < texts.Length; row++)
            texts[row] = rows[row].Values[index].Text;
        return texts;
    }

    private static long?[] Numbers(IReadOnlyList<LedgerParameters> rows, int index)
    {
        var numbers = new long?[rows.Count];
        for (var row = 0; row < numbers.Length; row++)
            numbers[row] = rows[row].Values[index] is { Kind: LedgerValueKind.Number } value ? value.Number : null;
        return numbers;
    }
}
