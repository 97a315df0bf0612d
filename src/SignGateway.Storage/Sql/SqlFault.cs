namespace SignGateway.Storage.Sql;

/// <summary>What an error of a database means to the ledger.</summary>
internal enum SqlFault
{
    /// <summary>A bug, or a row that the database refuses.</summary>
    Other,

    /// <summary>The database cannot be reached, is read-only, full, or has no tables yet.</summary>
    Unavailable,

    /// <summary>A unique key had the last word.</summary>
    UniqueKey,

    /// <summary>Another transaction holds the row and did not finish in time.</summary>
    Held,
}
