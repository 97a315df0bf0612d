using System.Data.Common;
using Dapper;
using SignGateway.Storage.Ledger;
using SignGateway.Uploads;

namespace SignGateway.Storage.Migrations;

/// <summary>Brings the ledger's tables up to what this version needs. Safe to run by several replicas at once, again and again.</summary>
public sealed class LedgerMigrator
{
    // The longest that one script, or the wait for another replica's run, may take.
    private static readonly TimeSpan ScriptBudget = TimeSpan.FromHours(2);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(200);

    private readonly LedgerDatabase _database;
    private readonly IReadOnlyList<Migration> _migrations;

    internal LedgerMigrator(LedgerDatabase database)
    {
        _database = database;
        _migrations = Migration.ReadAll(database.MigrationFolder);
    }

    /// <summary>
    /// Runs the missing scripts in order, each in its own transaction unless it says otherwise, and returns the names of those it ran.
    /// While another replica migrates, it waits.
    /// </summary>
    /// <exception cref="LedgerUnavailableException">The database cannot be reached; what has run stays.</exception>
    public Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken) => MigrateAsync(_migrations[^1].Version, cancellationToken);

    /// <summary>The same, as a build did that knew the scripts up to a version and none behind.</summary>
    internal async Task<IReadOnlyList<string>> MigrateAsync(int upTo, CancellationToken cancellationToken)
    {
        var ran = new List<string>();
        while (true)
        {
            var step = await _database.TransactAsync((connection, token) => RunNextAsync(connection, upTo, token), ScriptBudget, cancellationToken);
            if (step is MigrationStep.RunAlone(var script))
                step = await _database.RunAloneAsync((connection, token) => RunAloneAsync(connection, script, token), ScriptBudget, cancellationToken);
            switch (step)
            {
                case MigrationStep.Ran(var name):
                    ran.Add(name);
                    break;
                case MigrationStep.Locked:
                    await Task.Delay(LockPause, cancellationToken);
                    break;
                case MigrationStep.Nothing:
                    return ran;
            }
        }
    }

    /// <summary>Whether the tables are what this version needs, or newer.</summary>
    /// <exception cref="LedgerUnavailableException">The database cannot be reached.</exception>
    public async Task<bool> IsCurrentAsync(CancellationToken cancellationToken) => (await FindMissingAsync(cancellationToken)).Count == 0;

    /// <summary>The names of all scripts, in order.</summary>
    internal IReadOnlyList<string> Names => [.. _migrations.Select(migration => migration.Name)];

    /// <summary>The names of the scripts that have not run here, in order.</summary>
    /// <exception cref="LedgerUnavailableException">The database cannot be reached.</exception>
    internal async Task<IReadOnlyList<string>> FindMissingAsync(CancellationToken cancellationToken)
    {
        try
        {
            var version = await _database.ReadAsync(ReadVersionAsync, cancellationToken);
            return [.. _migrations.Where(migration => migration.Version > version).Select(migration => migration.Name)];
        }
        catch (LedgerUnavailableException exception) when (exception.InnerException is { } inner && _database.IsSchemaMissing(inner))
        {
            return Names;
        }
    }

    private async Task<MigrationStep> RunNextAsync(DbConnection connection, int upTo, CancellationToken cancellationToken)
    {
        // Never waits for the lock inside a statement: an index that is built concurrently waits for every statement before it.
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(_database.TryMigrationLockSql, cancellationToken: cancellationToken)))
            return new MigrationStep.Locked();
        await ExecuteAsync(
            connection,
            "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL);",
            null,
            cancellationToken);
        var version = await ReadVersionAsync(connection, cancellationToken);
        if (_migrations.FirstOrDefault(migration => migration.Version > version && migration.Version <= upTo) is not { } next)
            return new MigrationStep.Nothing();
        if (next.RunsAlone)
            return new MigrationStep.RunAlone(next);

        await ExecuteAsync(connection, next.Sql, null, cancellationToken);
        await NoteAsync(connection, next, cancellationToken);
        return new MigrationStep.Ran(next.Name);
    }

    private async Task<MigrationStep> RunAloneAsync(DbConnection connection, Migration script, CancellationToken cancellationToken)
    {
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(_database.TryMigrationSessionLockSql, cancellationToken: cancellationToken)))
            return new MigrationStep.Locked();
        try
        {
            // Another replica may have run it since it was found missing.
            if (await ReadVersionAsync(connection, cancellationToken) >= script.Version)
                return new MigrationStep.Locked();
            foreach (var statement in script.Statements)
                await ExecuteAsync(connection, statement, null, cancellationToken);
            await NoteAsync(connection, script, cancellationToken);
            return new MigrationStep.Ran(script.Name);
        }
        finally
        {
            await connection.ExecuteAsync(_database.MigrationSessionUnlockSql);
        }
    }

    private static Task<int> NoteAsync(DbConnection connection, Migration script, CancellationToken cancellationToken) => ExecuteAsync(
        connection, "INSERT INTO schema_version (version, name) VALUES (@Version, @Name);", new { script.Version, script.Name }, cancellationToken);

    private static Task<long> ReadVersionAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<long>(
            new CommandDefinition("SELECT COALESCE(MAX(version), 0) FROM schema_version;", cancellationToken: cancellationToken));

    private static Task<int> ExecuteAsync(DbConnection connection, string sql, object? parameters, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            sql, parameters, commandTimeout: (int)ScriptBudget.TotalSeconds, cancellationToken: cancellationToken));
}
