using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SignGateway.Uploads;

namespace SignGateway.Admin.Statistics;

/// <summary>Saves what was counted every few seconds, beside all requests, so that other replicas can add it to their own.</summary>
internal sealed partial class StatisticsWriter(IServiceProvider services, LiveStatistics live, TimeProvider time, ILogger<StatisticsWriter> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private bool _isStoreAway;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await SaveAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Pause, time, stoppingToken);
            await SaveAsync(stoppingToken);
        }
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var buckets = live.Snapshot();
            // Asked for this late because this is made before options are checked.
            await services.GetRequiredService<IStatisticsStore>().SaveAsync(buckets, cancellationToken);
            live.Saved(buckets);
            _isStoreAway = false;
        }
        catch (LedgerUnavailableException exception)
        {
            if (!_isStoreAway)
                StoreAway(logger, exception.Message);
            _isStoreAway = true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing depends on statistics; the gateway must not stop for them.
            SavingFailed(logger, exception);
        }
    }

    [LoggerMessage(6001, LogLevel.Warning, "Statistics cannot be saved now; it is tried again: {Reason}")]
    private static partial void StoreAway(ILogger logger, string reason);

    [LoggerMessage(6002, LogLevel.Error, "Statistics could not be saved")]
    private static partial void SavingFailed(ILogger logger, Exception exception);
}
