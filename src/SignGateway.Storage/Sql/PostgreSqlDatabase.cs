using System.Data.Common;
using Npgsql;

namespace SignGateway.Storage.Sql;

/// <summary>PostgreSQL through Npgsql's pool.</summary>
internal sealed class PostgreSqlDatabase : SqlDatabase, IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    public PostgreSqlDatabase(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        // Ours are the shorter ones: whoever waits for the ledger waits with a browser or with OSS behind it.
        if (!settings.ContainsKey("Timeout"))
            settings.Timeout = 1;
        if (!settings.ContainsKey("Command Timeout"))
            settings.CommandTimeout = 1;
        settings.CancellationTimeout = 200;
        _source = NpgsqlDataSource.Create(settings);
    }

    public override LedgerProvider Provider => LedgerProvider.PostgreSql;

    public override int Writers => 4;

    public override string MigrationLock => "SELECT pg_advisory_xact_lock(5846213907)";

    public override string BoundedWait => "SET LOCAL lock_timeout = '900ms'";

    public override string Probe =>
        "SELECT CASE WHEN pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' THEN 0 ELSE 1 END FROM (SELECT count(*) FROM (SELECT id FROM uploads LIMIT 1) AS some) AS counted";

    public override async Task<DbConnection> ReadAsync(CancellationToken cancellationToken) => await _source.OpenConnectionAsync(cancellationToken);

    public override async Task<SqlWrite> WriteAsync(CancellationToken cancellationToken)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken);
        try
        {
            return new SqlWrite(connection, await connection.BeginTransactionAsync(cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override SqlFault Classify(DbException exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => SqlFault.UniqueKey,
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } => SqlFault.Held,
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } => SqlFault.Unavailable,
        // Connection, resources, operator intervention, system error, and whatever the server calls transient.
        PostgresException { SqlState: ['0', '8', ..] or ['5', '3', ..] or ['5', '7', ..] or ['5', '8', ..] } => SqlFault.Unavailable,
        PostgresException { IsTransient: true } => SqlFault.Unavailable,
        PostgresException => SqlFault.Other,
        _ => SqlFault.Unavailable,
    };

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
