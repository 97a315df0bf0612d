using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SignGateway.Admin.Actions;
using SignGateway.Admin.Configuration;
using SignGateway.Admin.Explain;
using SignGateway.Admin.Keys;
using SignGateway.Admin.Recorder;
using SignGateway.Admin.Statistics;
using SignGateway.Admin.Stream;
using SignGateway.Problems;
using SignGateway.Uploads;

namespace SignGateway.Admin;

internal static class AdminServices
{
    private const int MaxRecorderSize = 100_000;

    private static readonly TimeSpan ShortestAudit = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestAudit = TimeSpan.FromDays(3650);

    public static void AddAdmin(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<AdminOptions>(configuration, AdminOptions.Section)
            .Validate(options => options.RecorderSize is >= 0 and <= MaxRecorderSize, $"{AdminOptions.Section}:RecorderSize must lie between 0 and {MaxRecorderSize}.")
            .Validate(
                options => options.AuditRetention >= ShortestAudit && options.AuditRetention <= LongestAudit,
                $"{AdminOptions.Section}:AuditRetention must lie between 1 and {LongestAudit.TotalDays} days, such as 365.00:00:00.");
        services.TryAddSingleton<IStatisticsStore, InMemoryStatistics>();
        services.TryAddSingleton<LiveStatistics>();
        services.TryAddSingleton<MakeOverview>();
        services.AddHostedService<StatisticsWriter>();
        services.AddHostedService<DependencyWatch>();
        services.AddHostedService<Retention>();
        services.TryAddSingleton<AuditedUploads>();
        services.TryAddSingleton(provider => new ReadConfiguration(configuration, provider.GetServices<SettingsSection>(), provider));
        services.TryAddSingleton<IKeyAges, InMemoryKeyAges>();
        services.TryAddSingleton<ReadKeys>();
        services.AddHostedService<KeyWatch>();
        services.AddExplain();
        services.TryAddSingleton<FlightRecorder>();
        services.TryAddSingleton<StreamHub>();
        services.AddHostedService<StreamFeed>();
        services.AddSingleton<ICallbackWatch>(provider => provider.GetRequiredService<FlightRecorder>());
    }
}
