using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SignGateway.Telemetry;
using SignGateway.Uploads;

namespace SignGateway.Recovery;

/// <summary>Runs the sweep every interval, and at once when this process knows of something due. While OSS does not answer it runs ever more seldom.</summary>
internal sealed class ReconcileService : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    // A pass that has not ended after so many intervals, and a minute at the least, hangs or is overrun.
    private const int LateAfterIntervals = 5;
    private static readonly TimeSpan ShortestPatience = TimeSpan.FromMinutes(1);

    private readonly IServiceProvider _services;
    private readonly DueSignal _due;
    private readonly DependencyStates _states;
    private readonly IOptions<ReconcileOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger<Reconcile> _logger;

    // Made before the options are checked, so what reads them is asked for later: the first fault would hide the others.
    public ReconcileService(IServiceProvider services, DueSignal due, DependencyStates states, IOptions<ReconcileOptions> options, TimeProvider time, ILogger<Reconcile> logger)
    {
        _services = services;
        _due = due;
        _states = states;
        _options = options;
        _time = time;
        _logger = logger;
    }

    // Told before the loop runs: one that never gets to run is late as well.
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Report(well: true, _options.Value.Interval, lastPass: null);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var reconcile = _services.GetRequiredService<Reconcile>();
        var interval = _options.Value.Interval;
        var pause = interval;
        while (!stoppingToken.IsCancellationRequested)
        {
            // A hint does not shorten the pause after a failure.
            await WaitAsync(pause, listen: pause == interval, stoppingToken);
            var well = await RunAsync(reconcile, stoppingToken);
            pause = well ? interval : Shorter(pause * 2, Longer(LongestPause, interval));
            Report(well, pause, UploadJson.ToText(_time.GetUtcNow()));
        }
    }

    private void Report(bool well, TimeSpan pause, string? lastPass) => _states.ReportFor(
        pause + Longer(_options.Value.Interval * (LateAfterIntervals - 1), ShortestPatience),
        DependencyStates.Degraded,
        DependencyStates.Sweep,
        well ? DependencyStates.Ok : DependencyStates.Degraded,
        ("lastPass", lastPass));

    private async Task WaitAsync(TimeSpan pause, bool listen, CancellationToken stoppingToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var timer = Task.Delay(pause, _time, end.Token);
        await (listen ? Task.WhenAny(timer, _due.WaitAsync(end.Token)) : Task.WhenAny(timer));
        await end.CancelAsync();
    }

    private async Task<bool> RunAsync(Reconcile reconcile, CancellationToken stoppingToken)
    {
        try
        {
            return await reconcile.ExecuteAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception exception)
        {
            // A bug in one pass must not end the third road for good.
            RecoveryLog.PassFailed(_logger, exception);
            return false;
        }
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
