using System.Data.Common;
using System.Reflection;
using Dapper;
using Microsoft.Extensions.Logging;
using SignGateway.Storage.Sql;
using SignGateway.Uploads;

namespace SignGateway.Storage;

/// <summary>Brings the ledger's tables up to date. Any number of replicas may run it at once.</summary>
public sealed partial class LedgerMigrator
{
    private const string VersionTable = "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)";

    private readonly SqlDatabase _database;
    private readonly TimeProvider _time;
    private readonly ILogger<LedgerMigrator> _logger;

    internal LedgerMigrator(SqlDatabase database, TimeProvider time, ILogger<LedgerMigrator> logger)
    {
        _database = database;
        _time = time;
        _logger = logger;
    }

    /// <summary>Runs the migrations that are missing, each in a transaction of its own; answers how many there were.</summary>
    /// <exception cref="LedgerUnavailableException">The database cannot be reached or refuses a script.</exception>
    public async Task<int> MigrateAsync(CancellationToken cancellationToken)
    {
        var applied = 0;
        try
        {
            foreach (var (version, sql) in Scripts(_database.Provider))
            {
                if (await ApplyAsync(version, sql, cancellationToken))
                    applied++;
            }
        }
        catch (DbException exception)
        {
            throw new LedgerUnavailableException($"The {_database.Provider} ledger cannot be migrated: {exception.Message}", exception);
        }

        return applied;
    }

    internal static IReadOnlyList<(int Version, string Sql)> Scripts(LedgerProvider provider)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var prefix = $"{typeof(LedgerMigrator).Namespace}.Migrations.{provider}.";
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (int.Parse(name.AsSpan(prefix.Length, 4), null), Read(assembly, name)))
            .ToList();
    }

    private async Task<bool> ApplyAsync(int version, string sql, CancellationToken cancellationToken)
    {
        await using var write = await _database.WriteAsync(cancellationToken);
        if (_database.MigrationLock.Length > 0)
            await write.Connection.ExecuteAsync(new CommandDefinition(_database.MigrationLock, transaction: write.Transaction, commandTimeout: 60, cancellationToken: cancellationToken));
        await write.Connection.ExecuteAsync(VersionTable, transaction: write.Transaction);
        if (await write.Connection.ExecuteScalarAsync<int>("SELECT count(*) FROM schema_version WHERE version = @version", new { version }, write.Transaction) > 0)
            return false;

        await write.Connection.ExecuteAsync(sql, transaction: write.Transaction, commandTimeout: 600);
        await write.Connection.ExecuteAsync(
            "INSERT INTO schema_version (version, applied_at) VALUES (@version, @now)", new { version, now = _time.GetUtcNow().ToUnixTimeMilliseconds() }, write.Transaction);
        await write.CommitAsync(cancellationToken);
        Applied(_logger, _database.Provider, version);
        return true;
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    [LoggerMessage(5002, LogLevel.Information, "The {Provider} ledger is now at version {Version}")]
    private static partial void Applied(ILogger logger, LedgerProvider provider, int version);
}
