using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SignGateway.Uploads.History;

namespace SignGateway.Recovery;

internal static class RecoveryServices
{
    public static void AddRecovery(this IServiceCollection services)
    {
        services.TryAddSingleton<SharedLooks>();
        services.TryAddSingleton<ConfirmUpload>();
        services.TryAddSingleton<SettlePrefix>();
        services.TryAddSingleton<SettleUpload>();
        services.TryAddSingleton<Reconcile>();
        services.TryAddSingleton(provider => new ReconcileOnce(provider.GetRequiredService<Reconcile>(), provider.GetRequiredService<HistoryWriter>()));
        services.TryAddSingleton<RebuildLedger>();
        services.AddHostedService<ReconcileService>();
    }
}
