namespace SignGateway.Storage;

/// <summary>Where the ledger is kept.</summary>
public enum LedgerProvider
{
    /// <summary>A file of this process alone.</summary>
    Sqlite,

    /// <summary>A server that replicas share.</summary>
    PostgreSql,
}
