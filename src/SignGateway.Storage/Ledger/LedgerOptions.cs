namespace SignGateway.Storage.Ledger;

/// <summary>Where the ledger lives; section <c>SignGateway:Ledger</c>.</summary>
public sealed class LedgerOptions
{
    /// <summary>The configuration section that is read.</summary>
    public const string Section = "SignGateway:Ledger";

    /// <summary>The database. Defaults to <see cref="LedgerProvider.Sqlite"/>.</summary>
    public LedgerProvider Provider { get; set; }

    /// <summary>
    /// <c>Data Source=…</c> for SQLite, relative to the content root, or Npgsql's form for PostgreSQL.
    /// Defaults to <c>ledger.db</c> in the data folder on SQLite, and must be named on PostgreSQL.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>Whether missing migrations run at start. Defaults to true on SQLite and in Development, else false.</summary>
    public bool? MigrateAtStart { get; set; }

    /// <summary>Whether missing migrations run at start, with the default applied.</summary>
    public bool ShouldMigrateAtStart(bool inDevelopment) =>
        MigrateAtStart ?? (inDevelopment || Provider == LedgerProvider.Sqlite);
}
