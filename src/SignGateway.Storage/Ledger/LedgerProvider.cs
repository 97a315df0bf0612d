namespace SignGateway.Storage.Ledger;

/// <summary>The databases that can hold the ledger.</summary>
public enum LedgerProvider
{
    /// <summary>A file, for one replica.</summary>
    Sqlite,

    /// <summary>A server, for any number of replicas.</summary>
    PostgreSql,
}
