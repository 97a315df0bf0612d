using System.Data.Common;

namespace SignGateway.Storage.Sql;

/// <summary>A transaction and what has to be given back after it.</summary>
internal sealed class SqlWrite(DbConnection connection, DbTransaction transaction, IDisposable? gate = null) : IAsyncDisposable
{
    public DbConnection Connection => connection;

    public DbTransaction Transaction => transaction;

    public Task CommitAsync(CancellationToken cancellationToken) => transaction.CommitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
        finally
        {
            gate?.Dispose();
        }
    }
}
