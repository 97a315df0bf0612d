namespace SignGateway.Storage.Ledger;

/// <summary>Words that write one row and answer nothing.</summary>
/// <param name="Sql">For one row.</param>
/// <param name="ManySql">For many at once, where each parameter is an array: for a database that has arrays.</param>
internal sealed record RowStatement(string Sql, string ManySql);
