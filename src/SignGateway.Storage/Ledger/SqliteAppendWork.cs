namespace SignGateway.Storage.Ledger;

/// <summary>One statement for each of many rows.</summary>
internal sealed class SqliteAppendWork(RowStatement statement, IReadOnlyList<LedgerParameters> rows, CallLimit limit) : SqliteWork<int>(limit)
{
    public override bool IsOneStatement => false;

    protected override ValueTask<int> ExecuteAsync(SqliteWriter writer)
    {
        foreach (var row in rows)
            writer.Execute(statement.Sql, row);
        return new(rows.Count);
    }
}
