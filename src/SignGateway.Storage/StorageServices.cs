using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SignGateway.Problems;
using SignGateway.Storage.Redis;
using SignGateway.Storage.Sql;
using SignGateway.Uploads;
using SignGateway.Uploads.InMemory;

namespace SignGateway.Storage;

/// <summary>Registers the ledger and the replay guard.</summary>
public static class StorageServices
{
    private const string DataFolderKey = "SignGateway:DataFolder";
    private const string LedgerFile = "ledger.db";

    /// <summary>
    /// Adds the SQL ledger and, with a Redis connection string, the Redis guard; else the one in process.
    /// An <see cref="IUploadLedger"/> or <see cref="IReplayGuard"/> that the application registered before wins.
    /// </summary>
    public static IServiceCollection AddSignGatewayStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<LedgerOptions>(configuration, LedgerOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LedgerOptions>, LedgerOptionsValidator>());
        services.AddCheckedOptions<RedisOptions>(configuration, RedisOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisOptions>, RedisOptionsValidator>());

        services.TryAddSingleton<DataFolders>();
        services.TryAddSingleton(OpenDatabase);
        services.TryAddSingleton(provider => new LedgerMigrator(
            provider.GetRequiredService<SqlDatabase>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<LedgerMigrator>>()));
        services.TryAddSingleton<IUploadLedger, SqlUploadLedger>();
        services.TryAddSingleton(MakeGuard);
        services.AddHostedService<MigrateAtStart>();
        return services;
    }

    /// <summary>The data folder that configuration names, or <c>data</c> below the content root; absolute.</summary>
    public static string DataFolderPath(IConfiguration configuration, IHostEnvironment environment) =>
        Path.Combine(environment.ContentRootPath, configuration[DataFolderKey] is { Length: > 0 } path ? path : "data");

    private static SqlDatabase OpenDatabase(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<LedgerOptions>>().Value;
        if (options.Provider == LedgerProvider.PostgreSql)
            return new PostgreSqlDatabase(options.ConnectionString!);

        var environment = services.GetRequiredService<IHostEnvironment>();
        var connection = string.IsNullOrWhiteSpace(options.ConnectionString)
            ? new SqliteConnectionStringBuilder { DataSource = Path.Combine(DataFolderPath(services.GetRequiredService<IConfiguration>(), environment), LedgerFile) }
            : new SqliteConnectionStringBuilder(options.ConnectionString);
        connection.DataSource = Path.GetFullPath(connection.DataSource, environment.ContentRootPath);
        if (services.GetRequiredService<DataFolders>().TryOpen(Path.GetDirectoryName(connection.DataSource)!, out var fault) is null)
            throw new InvalidOperationException($"The folder of the SQLite ledger ({DataFolderKey} or {LedgerOptions.Section}:{nameof(LedgerOptions.ConnectionString)}): {fault}");
        return new SqliteDatabase(connection.ToString());
    }

    private static IReplayGuard MakeGuard(IServiceProvider services)
    {
        var time = services.GetRequiredService<TimeProvider>();
        var connection = services.GetRequiredService<IOptions<RedisOptions>>().Value.ConnectionString;
        return string.IsNullOrWhiteSpace(connection) ? new InProcessReplayGuard(time) : new RedisReplayGuard(connection, time);
    }
}
