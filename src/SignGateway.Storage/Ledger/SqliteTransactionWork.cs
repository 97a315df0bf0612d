using System.Data.Common;

namespace SignGateway.Storage.Ledger;

/// <summary>Several statements through the driver.</summary>
internal sealed class SqliteTransactionWork<T>(Func<DbConnection, CancellationToken, Task<T>> work, CallLimit limit) : SqliteWork<T>(limit)
{
    public override bool IsOneStatement => false;

    protected override ValueTask<T> ExecuteAsync(SqliteWriter writer) => new(work(writer.Connection, Limit.GivenUp));
}
