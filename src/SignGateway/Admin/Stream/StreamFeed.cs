using System.Text.Json;
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

    private readonly Channel<Action<StreamHub>> _events =
        Channel.CreateBounded<Action<StreamHub>>(new BoundedChannelOptions(EventsPerTick) { FullMode = BoundedChannelFullMode.DropWrite });

    private ReadOnlyMemory<byte> _overview;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        recorder.Recorded += attempt => Offer("callback", attempt.Write);
        signals.Watching += upload => Offer("upload", writer => AdminUploadJson.Write(writer, upload));
        var (overviewAt, commentAt) = (time.GetTimestamp(), time.GetTimestamp());
        while (true)
        {
            await Task.Delay(Tick, time, stoppingToken);
            while (_events.Reader.TryRead(out var publish))
                publish(hub);
            if (time.GetElapsedTime(commentAt) >= CommentPause)
            {
                hub.Publish(EventText.Comment);
                commentAt = time.GetTimestamp();
            }

            if (hub.IsHeard && time.GetElapsedTime(overviewAt) >= OverviewPause)
            {
                await PublishOverviewAsync(stoppingToken);
                overviewAt = time.GetTimestamp();
            }
        }
    }

    private void Offer(string name, Action<Utf8JsonWriter> write)
    {
        if (hub.IsHeard)
            _events.Writer.TryWrite(listeners => listeners.Publish(EventText.Of(name, write)));
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
