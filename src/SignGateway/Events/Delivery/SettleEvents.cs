using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using SignGateway.Events.Outbox;
using SignGateway.Uploads;

namespace SignGateway.Events.Delivery;

/// <summary>
/// Writes down what became of one endpoint's events, beside the attempts: whatever came up during one commit shares the next. While the outbox is
/// away it holds on to what it has, and then the attempts to it.
/// </summary>
internal sealed class SettleEvents(EventTarget target, IEventOutbox outbox, DueSignal due, TimeProvider time, ILogger logger)
{
    private const int MaxPerCommit = 128;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Channel<EventOutcome> _outcomes = Channel.CreateBounded<EventOutcome>(new BoundedChannelOptions(MaxPerCommit) { SingleReader = true });

    public ValueTask AddAsync(EventOutcome outcome) => _outcomes.Writer.WriteAsync(outcome);

    /// <summary>Nothing more comes.</summary>
    public void Complete() => _outcomes.Writer.Complete();

    /// <summary>Writes until all that comes is written.</summary>
    public async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        List<EventOutcome> some = [];
        while (await _outcomes.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (some.Count < MaxPerCommit && _outcomes.Reader.TryRead(out var outcome))
                some.Add(outcome);
            await SettleAsync(some, stoppingToken);
            some.Clear();
        }
    }

    private async Task SettleAsync(IReadOnlyList<EventOutcome> outcomes, CancellationToken stoppingToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                if (await outbox.SettleAsync(outcomes, time.GetUtcNow(), CancellationToken.None))
                    due.Hint();
                return;
            }
            catch (LedgerUnavailableException exception)
            {
                EventLog.LedgerUnavailable(logger, target.Name, exception.Message);
            }

            // What is not written comes again when its lease is over, under the same name.
            if (stoppingToken.IsCancellationRequested)
                return;
            await Task.WhenAny(Task.Delay(pause, time, stoppingToken));
        }
    }
}
