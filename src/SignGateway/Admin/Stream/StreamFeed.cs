using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SignGateway.Admin.Recorder;
using SignGateway.Admin.Statistics;
using SignGateway.Uploads;

namespace SignGateway.Admin.Stream;

/// <summary>
/// Tells the listeners what happens on this replica, and once a second at the most how all replicas stand. On a request's way it costs a look at
/// whether anybody listens; what comes faster than a listener could follow is left out, since the lists have it.
/// </summary>
internal sealed partial class StreamFeed(
    StreamHub hub, FlightRecorder recorder, UploadSignals signals, IServiceProvider services, TimeProvider time, ILogger<StreamFeed> logger) : BackgroundService
{
    private const int EventsPerTick = 25;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan OverviewPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CommentPause = TimeSpan.FromSeconds(15);

    private readonly Channel<UploadRecord> _uploads =
        Channel.CreateBounded<UploadRecord>(new BoundedChannelOptions(EventsPerTick) { FullMode = BoundedChannelFullMode.DropWrite });

    private ReadOnlyMemory<byte> _overview;
    private long _lastAttempt;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        signals.Watching += Changed;
        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        signals.Watching -= Changed;
        return base.StopAsync(cancellationToken);
    }

    // A store that does not answer holds up the overview, and nothing else.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(PublishEventsAsync(stoppingToken), PublishOverviewsAsync(stoppingToken), PublishCommentsAsync(stoppingToken));

    private void Changed(UploadRecord upload)
    {
        if (hub.IsHeard)
            _uploads.Writer.TryWrite(upload);
    }

    private async Task PublishEventsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Tick, time, cancellationToken);
            recorder.Settle();
            PublishAttempts(EventsPerTick - PublishUploads());
        }
    }

    private int PublishUploads()
    {
        var count = 0;
        for (; _uploads.Reader.TryRead(out var upload); count++)
            hub.Publish(EventText.Of("upload", writer => AdminUploadJson.Write(writer, upload)));
        return count;
    }

    // What came while nobody listened is told to nobody later.
    private void PublishAttempts(int most)
    {
        (var attempts, _lastAttempt) = recorder.After(_lastAttempt, hub.IsHeard ? most : 0);
        foreach (var attempt in attempts)
            hub.Publish(EventText.Of("callback", attempt.Write));
    }

    private async Task PublishCommentsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(CommentPause, time, cancellationToken);
            hub.Publish(EventText.Comment);
        }
    }

    private async Task PublishOverviewsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(OverviewPause, time, cancellationToken);
            if (hub.IsHeard)
                await PublishOverviewAsync(cancellationToken);
        }
    }

    private async Task PublishOverviewAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Asked for this late because this is made before options are checked.
            var overview = await services.GetRequiredService<MakeOverview>().ExecuteAsync(OverviewWindow.Minute, cancellationToken);
            var text = EventText.Of("overview", writer => OverviewJson.WriteLast(writer, overview));
            if (text.Span.SequenceEqual(_overview.Span))
                return;
            _overview = text;
            hub.Publish(text);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The stream goes on; nothing depends on it.
            OverviewFailed(logger, exception);
        }
    }

    [LoggerMessage(6004, LogLevel.Error, "The overview could not be made for the stream")]
    private static partial void OverviewFailed(ILogger logger, Exception exception);
}
