using System.Data.Common;

namespace SignGateway.Storage.Sql;

/// <summary>What differs between the databases: connections, the lock of a migration, and what their errors mean.</summary>
internal abstract class SqlDatabase
{
    /// <summary>The folder of its migrations.</summary>
    public abstract LedgerProvider Provider { get; }

    /// <summary>How many transactions may usefully write at once.</summary>
    public abstract int Writers { get; }

    /// <summary>Run first in a migration's transaction, so that one replica migrates at a time; empty where the transaction is lock enough.</summary>
    public abstract string MigrationLock { get; }

    /// <summary>Run first in a transaction that may wait for another one's key; empty where waiting is bounded anyway.</summary>
    public abstract string BoundedWait { get; }

    /// <summary>Fails, or answers 0, unless the ledger's tables are there and can be written to.</summary>
    public abstract string Probe { get; }

    /// <summary>An open connection to read with.</summary>
    public abstract Task<DbConnection> ReadAsync(CancellationToken cancellationToken);

    /// <summary>An open transaction to write with; it is rolled back unless it is committed.</summary>
    public abstract Task<SqlWrite> WriteAsync(CancellationToken cancellationToken);

    /// <summary>What an error of the driver means.</summary>
    public abstract SqlFault Classify(DbException exception);
}
