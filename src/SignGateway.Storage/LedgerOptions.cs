namespace SignGateway.Storage;

/// <summary>Section <c>SignGateway:Ledger</c>.</summary>
public sealed class LedgerOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignGateway:Ledger";

    /// <summary>The database. Defaults to SQLite.</summary>
    public LedgerProvider Provider { get; set; } = LedgerProvider.Sqlite;

    /// <summary><c>Data Source=…</c> for SQLite, Npgsql's form for PostgreSQL. Defaults to <c>ledger.db</c> in the data folder.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Whether missing migrations run at start. Defaults to true on SQLite and in Development, else to false.</summary>
    public bool? MigrateAtStart { get; set; }
}
