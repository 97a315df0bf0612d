using System.Data;

namespace SignGateway.Storage.Ledger;

/// <summary>One parameter of a statement: a text or a whole number, either of which may be missing.</summary>
internal readonly record struct LedgerValue(string Name, DbType Type, string? Text, long? Number)
{
    public bool IsText => Type == DbType.String;

    /// <summary>As the drivers take it.</summary>
    public object ToObject() => (IsText ? (object?)Text : Number) ?? DBNull.Value;
}
