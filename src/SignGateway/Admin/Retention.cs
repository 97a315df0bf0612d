using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SignGateway.Admin.Recorder;
using SignGateway.Admin.Statistics;
using SignGateway.Uploads;
using SignGateway.Uploads.Audit;
using SignGateway.Uploads.History;

namespace SignGateway.Admin;

/// <summary>Forgets old history, statistics, audit and callbacks. Its services are asked for late, because it is made before options are checked.</summary>
internal sealed partial class Retention(IServiceProvider services, TimeProvider time, ILogger<Retention> logger) : HourlyForgetting(time, TimeSpan.FromMinutes(1))
{
    protected override async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        var statistics = services.GetRequiredService<IStatisticsStore>();
        foreach (var window in OverviewWindow.All)
            await statistics.ForgetAsync(window.StepSeconds, window.At(now).From, cancellationToken);

        var kept = services.GetRequiredService<IOptions<RetentionOptions>>().Value;
        services.GetRequiredService<FlightRecorder>().Forget(now - kept.Callbacks);
        var history = services.GetRequiredService<IUploadHistory>();
        await RepeatAsync(() => history.ForgetAsync(now - kept.History, Batch, cancellationToken), cancellationToken);
        var (audit, age) = (services.GetRequiredService<IAuditStore>(), services.GetRequiredService<IOptions<AdminOptions>>().Value.AuditRetention);
        await RepeatAsync(() => audit.ForgetAsync(now - age, Batch, cancellationToken), cancellationToken);
    }

    protected override void Failed(string reason) => NotForgotten(logger, reason);

    [LoggerMessage(6003, LogLevel.Warning, "What is old in history, statistics and audit could not be forgotten; it is tried again in an hour: {Reason}")]
    private static partial void NotForgotten(ILogger logger, string reason);
}
