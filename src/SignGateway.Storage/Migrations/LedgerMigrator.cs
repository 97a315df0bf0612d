using System.Data.Common;
using Dapper;
using SignGateway.Storage.Ledger;
using SignGateway.Uploads;

namespace SignGateway.Storage.Migrations;

/// <summary>Brings the ledger's tables up to what this version needs. Safe to run by several replicas at once, again and again.</summary>
public sealed class LedgerMigrator
{
    // The longest that one script, or the wait for another replica's run, may take.
    private static readonly TimeSpan ScriptBudget = TimeSpan.FromMinutes(10);

    private readonly LedgerDatabase _database;
    private readonly IReadOnlyList<Migration> _migrations;

    internal LedgerMigrator(LedgerDatabase database)
    {
        _database = database;
        _migrations = Migration.ReadAll(database.MigrationFolder);
    }

    /// <summary>Runs the missing scripts in order, each in its own transaction, and returns the names of those it ran.</summary>
    /// <exception cref="LedgerUnavailableException">The database cannot be reached; what has run stays.</exception>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        var ran = new List<string>();
        while (await _database.TransactAsync(RunNextAsync, ScriptBudget, cancellationToken) is { } name)
            ran.Add(name);
        return ran;
    }

    /// <summary>Whether the tables are what this version needs, or newer.</summary>
    /// <exception cref="LedgerUnavailableException">The database cannot be reached.</exception>
    public async Task<bool> IsCurrentAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _database.ReadAsync(ReadVersionAsync, cancellationToken) >= _migrations[^1].Version;
        }
        catch (LedgerUnavailableException exception) when (exception.InnerException is { } inner && _database.IsSchemaMissing(inner))
        {
            return false;
        }
    }

    private async Task<string?> RunNextAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            connection,
            _database.MigrationLockSql + "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL);",
            null,
            cancellationToken);
        var version = await ReadVersionAsync(connection, cancellationToken);
        if (_migrations.FirstOrDefault(migration => migration.Version > version) is not { } next)
            return null;

        await ExecuteAsync(connection, next.Sql, null, cancellationToken);
        await ExecuteAsync(
            connection,
            "INSERT INTO schema_version (version, name) VALUES (@Version, @Name);",
            new { next.Version, next.Name },
            cancellationToken);
        return next.Name;
    }

    private static Task<long> ReadVersionAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<long>(
            new CommandDefinition("SELECT COALESCE(MAX(version), 0) FROM schema_version;", cancellationToken: cancellationToken));

    private static Task<int> ExecuteAsync(DbConnection connection, string sql, object? parameters, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            sql, parameters, commandTimeout: (int)ScriptBudget.TotalSeconds, cancellationToken: cancellationToken));
}
