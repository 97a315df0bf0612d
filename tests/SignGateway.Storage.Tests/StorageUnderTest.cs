using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SignGateway.Events;
using SignGateway.Storage.Migrations;
using SignGateway.Uploads;

namespace SignGateway.Storage.Tests;

/// <summary>The storage as a host composes it, from configuration alone.</summary>
internal sealed class StorageUnderTest : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly Dictionary<string, string?> _settings;

    private StorageUnderTest(string contentRoot, Dictionary<string, string?> settings, EventPlan? events = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddSignGatewayStorage(configuration, contentRoot);
        if (events is not null)
            services.AddSingleton(events);
        _services = services.BuildServiceProvider();
        _settings = settings;
    }

    public IUploadLedger Ledger => Get<IUploadLedger>();

    public IReplayGuard Guard => Get<IReplayGuard>();

    public LedgerMigrator Migrator => Get<LedgerMigrator>();

    public static StorageUnderTest OnSqlite(string file) => With(("SignGateway:Ledger:ConnectionString", $"Data Source={file}"));

    public static StorageUnderTest OnPostgreSql(string connectionString) => With(
        ("SignGateway:Ledger:Provider", "PostgreSql"), ("SignGateway:Ledger:ConnectionString", connectionString));

    public static StorageUnderTest OnRedis(string connectionString) => With(("SignGateway:Redis:ConnectionString", connectionString));

    public static StorageUnderTest With(params (string Key, string? Value)[] settings) => At(Path.GetTempPath(), settings);

    public static StorageUnderTest At(string contentRoot, params (string Key, string? Value)[] settings) =>
        new(contentRoot, settings.ToDictionary(setting => setting.Key, setting => setting.Value));

    /// <summary>The same storage, as a gateway has it that tells events.</summary>
    public StorageUnderTest Telling(EventPlan events) => new(Path.GetTempPath(), _settings, events);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<StorageUnderTest> MigratedAsync()
    {
        await Migrator.MigrateAsync(TestContext.Current.CancellationToken);
        return this;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
