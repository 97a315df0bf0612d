using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SignGateway.Admin.Statistics;
using SignGateway.Uploads.Audit;
using SignGateway.Uploads.History;

namespace SignGateway.Admin;

/// <summary>Forgets what is too old to be asked for, a little at a time. Every replica does it; what one has forgotten is nothing to the others.</summary>
internal sealed partial class Retention(IServiceProvider services, TimeProvider time, ILogger<Retention> logger) : BackgroundService
{
    public static readonly TimeSpan OfHistory = TimeSpan.FromDays(30);

    private const int Batch = 1000;

    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = First; ; pause = Interval)
        {
            await Task.Delay(pause, time, stoppingToken);
            try
            {
                // Asked for this late because this is made before options are checked.
                await ForgetStatisticsAsync(stoppingToken);
                await ForgetAsync(services.GetRequiredService<IUploadHistory>().ForgetAsync, OfHistory, stoppingToken);
                await ForgetAsync(services.GetRequiredService<IAuditStore>().ForgetAsync, services.GetRequiredService<IOptions<AdminOptions>>().Value.AuditRetention, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // An hour later is soon enough, and nothing to stop the gateway for.
                Failed(logger, exception.Message);
            }
        }
    }

    private async Task ForgetStatisticsAsync(CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<IStatisticsStore>();
        foreach (var window in OverviewWindow.All)
            await store.ForgetAsync(window.StepSeconds, window.At(time.GetUtcNow()).From, cancellationToken);
    }

    private async Task ForgetAsync(Func<DateTimeOffset, int, CancellationToken, Task<int>> forget, TimeSpan age, CancellationToken cancellationToken)
    {
        while (await forget(time.GetUtcNow() - age, Batch, cancellationToken) == Batch)
            await Task.Delay(Breath, time, cancellationToken);
    }

    [LoggerMessage(6003, LogLevel.Warning, "What is old in history, statistics and audit could not be forgotten; it is tried again in an hour: {Reason}")]
    private static partial void Failed(ILogger logger, string reason);
}
