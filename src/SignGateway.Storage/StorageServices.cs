using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SignGateway.Admin.Keys;
using SignGateway.Admin.Statistics;
using SignGateway.Forwarding;
using SignGateway.Forwarding.InMemory;
using SignGateway.Events;
using SignGateway.Events.Outbox;
using SignGateway.Privacy;
using SignGateway.Problems;
using SignGateway.Storage.Audit;
using SignGateway.Storage.Doctor;
using SignGateway.Storage.Events;
using SignGateway.Storage.Folders;
using SignGateway.Storage.Forwarding;
using SignGateway.Storage.History;
using SignGateway.Storage.Keys;
using SignGateway.Storage.Ledger;
using SignGateway.Storage.Migrations;
using SignGateway.Storage.Privacy;
using SignGateway.Storage.Redis;
using SignGateway.Storage.Statistics;
using SignGateway.Uploads;
using SignGateway.Uploads.Audit;
using SignGateway.Uploads.History;
using SignGateway.Uploads.InMemory;

namespace SignGateway.Storage;

/// <summary>Adds the ledger and the replay guard.</summary>
public static class StorageServices
{
    private const string DefaultFile = "ledger.db";

    /// <summary>
    /// Adds the SQL ledger and its migrator, and the replay guard: on Redis where a connection string is given, else in the process. A ledger or guard that
    /// the application registered before wins.
    /// Paths in <paramref name="configuration"/> are relative to <paramref name="contentRoot"/>. Missing migrations
    /// run at start where <see cref="LedgerOptions.MigrateAtStart"/> says so; the <see cref="DataFolder"/> is the host's to open.
    /// </summary>
    public static IServiceCollection AddSignGatewayStorage(
        this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        services.TryAddSingleton(TimeProvider.System);
        AddLedger(services, configuration, contentRoot);
        AddReplayGuard(services, configuration);
        services.AddSingleton(new SettingsSection(DataFolderSetting.Section, _ => new DataFolderSetting { DataFolder = DataFolder.PathFrom(configuration, contentRoot) }));
        services.AddHostedService<MigrateAtStart>();
        services.AddStorageChecks();
        return services;
    }

    private static void AddLedger(IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        services.AddCheckedOptions<LedgerOptions>(configuration, LedgerOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LedgerOptions>, LedgerOptionsValidator>());

        services.TryAddSingleton(provider => OpenDatabase(
            provider.GetRequiredService<IOptions<LedgerOptions>>().Value,
            DataFolder.PathFrom(configuration, contentRoot),
            contentRoot,
            // Without the framework's meters, as in a tool, nobody measures.
            provider.GetService<IMeterFactory>() is { } meters ? new LedgerMeter(meters) : null));
        services.TryAddSingleton(provider => new LedgerMigrator(provider.GetRequiredService<LedgerDatabase>()));
        services.AddInPlaceOf<IForwardedAnswers, InMemoryForwardedAnswers, SqlForwardedAnswers>();
        // Without the library's own services, as in a tool, there is nobody to tell.
        services.TryAddSingleton<IUploadLedger>(provider => new SqlUploadLedger(
            provider.GetRequiredService<LedgerDatabase>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<EventPlan>()));
        services.TryAddSingleton<IPersonalData>(provider => new SqlPersonalData(provider.GetRequiredService<LedgerDatabase>(), provider.GetService<EventPlan>()));
        services.AddInPlaceOf<IUploadHistory, InMemoryUploadHistory, SqlUploadHistory>();
        services.AddInPlaceOf<IEventOutbox, InMemoryEventOutbox, SqlEventOutbox>();
        services.AddInPlaceOf<IStatisticsStore, InMemoryStatistics, SqlStatisticsStore>();
        services.AddInPlaceOf<IKeyAges, InMemoryKeyAges, SqlKeyAges>();
        services.AddInPlaceOf<IAuditStore, InMemoryAudit, SqlAuditStore>();
    }

    // The library brings a small form in memory for whoever registers none; that one gives way, an application's own does not.
    private static void AddInPlaceOf<TPort, TSmall, TReal>(this IServiceCollection services)
        where TPort : class
        where TReal : class, TPort
    {
        foreach (var small in services.Where(service => service.ServiceType == typeof(TPort) && (service.ImplementationType ?? service.ImplementationInstance?.GetType()) == typeof(TSmall)).ToList())
            services.Remove(small);
        services.TryAddSingleton<TPort, TReal>();
    }

    private static void AddReplayGuard(IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<RedisOptions>(configuration, RedisOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisOptions>, RedisOptionsValidator>());
        if (string.IsNullOrWhiteSpace(configuration[$"{RedisOptions.Section}:{nameof(RedisOptions.ConnectionString)}"]))
            services.TryAddSingleton<IReplayGuard>(provider => new InProcessReplayGuard(provider.GetRequiredService<TimeProvider>()));
        else
            services.AddInPlaceOf<IReplayGuard, InProcessReplayGuard, RedisReplayGuard>();
    }

    private static LedgerDatabase OpenDatabase(LedgerOptions options, string dataFolder, string contentRoot, LedgerMeter? meter)
    {
        if (options.Provider == LedgerProvider.PostgreSql)
            return new PostgreSqlLedgerDatabase(options.ConnectionString!, meter);

        var builder = new SqliteConnectionStringBuilder(options.ConnectionString);
        builder.DataSource = string.IsNullOrEmpty(builder.DataSource)
            ? Path.Combine(dataFolder, DefaultFile)
            : Path.GetFullPath(builder.DataSource, contentRoot);
        return new SqliteLedgerDatabase(builder.ToString(), meter);
    }
}
