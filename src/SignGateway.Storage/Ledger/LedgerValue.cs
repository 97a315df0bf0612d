using System.Data;

namespace SignGateway.Storage.Ledger;

/// <summary>One parameter of a statement: a text or a whole number, either of which may be missing.</summary>
internal readonly record struct LedgerValue(string Name, LedgerValueKind Kind, string? Text, long Number)
{
    public DbType Type => Kind is LedgerValueKind.Number or LedgerValueKind.NoNumber ? DbType.Int64 : DbType.String;

    /// <summary>As the drivers take it.</summary>
    public object ToObject() => Kind switch
    {
        LedgerValueKind.Text => Text!,
        LedgerValueKind.Number => Number,
        _ => DBNull.Value,
    };
}
