namespace SignGateway.Storage.Ledger;

/// <summary>A single statement, with what it tells.</summary>
internal sealed class SqliteStatementWork(LedgerStatement statement, CallLimit limit) : SqliteWork<IReadOnlyList<UploadRow>>(limit)
{
    public override bool IsOneStatement => statement.Tells is null;

    protected override ValueTask<IReadOnlyList<UploadRow>> ExecuteAsync(SqliteWriter writer) => new(writer.Execute(statement));
}
