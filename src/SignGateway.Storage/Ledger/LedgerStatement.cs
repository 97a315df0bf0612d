using System.Data.Common;
using Dapper;
using SignGateway.Storage.Quotas;

namespace SignGateway.Storage.Ledger;

/// <summary>
/// One statement that writes uploads and answers with the rows it wrote, with their ids only, or with nothing. It stands or falls alone, whether or
/// not its commit carries others.
/// </summary>
/// <param name="Sql">Words that both databases understand.</param>
/// <param name="Parameters">What the words stand for.</param>
/// <param name="Order">
/// The first id it locks. Statements of one commit run in this order everywhere, so that no two commits wait for one another.
/// </param>
/// <param name="Tells">
/// What its rows tell, written with them or not at all: words that insert from <c>changed</c>, which stands for the rows in all their columns,
/// and take the same parameters. Null for nothing.
/// </param>
internal sealed record LedgerStatement(string Sql, LedgerParameters Parameters, string Order, string? Tells = null)
{
    /// <summary>The order of a statement that chooses its rows itself and waits for none of them: behind all that may wait.</summary>
    public const string Last = "~";

    /// <summary>Whose statements run one after another, each seeing what those before it have committed; null where that does not matter.</summary>
    public QuotaLock? Alone { get; init; }

    /// <summary>Whether it answers with no rows, whatever it wrote.</summary>
    public bool IsSilent { get; init; }

    /// <summary>
    /// The same for many rows at once, where each parameter is an array of what many such statements have; which of them wrote their rows is told by
    /// their ids, unless they are silent. For a database that has arrays. Null if each must be said by itself.
    /// </summary>
    public string? ManySql { get; init; }

    /// <summary>Reads the statement's rows from a reader that stands before them.</summary>
    public static async Task<IReadOnlyList<UploadRow>> ReadAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        var rows = new List<UploadRow>();
        Func<DbDataReader, UploadRow>? parse = null;
        while (await reader.ReadAsync(cancellationToken))
            rows.Add((parse ??= reader.GetRowParser<UploadRow>())(reader));
        return rows;
    }
}
