using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SignGateway.Telemetry;
using SignGateway.Uploads;

namespace SignGateway.Admin.Keys;

/// <summary>Notes which keys this replica has, and says how old they are: all of them at start, and once a day those that are older than advised.</summary>
internal sealed class KeyWatch(IServiceProvider services, StartWarnings warnings, TimeProvider time, ILogger<KeyWatch> logger) : BackgroundService
{
    /// <summary>How often a replica notes its keys.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    // The ledger may be getting its tables just now.
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly HashSet<KeyInUse> _warned = [];
    private DateTimeOffset _saysAt;
    private bool _hasNoted;
    private bool _isStoreAway;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // Whoever waits until a key has signed for the last time should not wait for a note that never comes.
        if (_hasNoted)
            await NoteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = FirstPause; ; pause = _hasNoted ? Pause : RetryPause)
        {
            await Task.Delay(pause, time, stoppingToken);
            if (await NoteAsync(stoppingToken) && time.GetUtcNow() >= _saysAt)
                await SayAsync(stoppingToken);
        }
    }

    private Task<bool> NoteAsync(CancellationToken cancellationToken) => TryAsync(
        async () =>
        {
            // Asked for this late because this is made before options are checked.
            await services.GetRequiredService<IKeyAges>().SeeAsync(services.GetRequiredService<ReadKeys>().Here(), time.GetUtcNow(), cancellationToken);
            _hasNoted = true;
        },
        cancellationToken);

    private Task<bool> SayAsync(CancellationToken cancellationToken) => TryAsync(
        async () =>
        {
            var keys = (await services.GetRequiredService<ReadKeys>().ExecuteAsync(cancellationToken)).Where(key => key.Use is not null).ToList();
            if (_saysAt == default)
                SayAll(keys);
            foreach (var key in keys.Where(key => key.IsOld))
                KeyLog.Old(LogFor(key), key.Age.Kind.ToText(), key.Age.Id, key.Days, key.AdvisedDays!.Value);
            _saysAt = time.GetUtcNow() + Day;
            await services.GetRequiredService<IKeyAges>().ForgetAsync(time.GetUtcNow() - ReadKeys.Remembered, cancellationToken);
        },
        cancellationToken);

    private void SayAll(List<KeyReport> keys)
    {
        foreach (var kind in keys.GroupBy(key => key.Age.Kind))
            KeyLog.Keys(logger, kind.Key.ToText(), string.Join(", ", kind.Select(key => $"{key.Age.Id} ({key.Use!.Value.ToText()}, {key.Days} days)")));
    }

    // The list of warnings keeps each once, however long the gateway runs.
    private ILogger LogFor(KeyReport key) =>
        _warned.Add(new KeyInUse(key.Age.Kind, key.Age.Id, key.Use!.Value)) ? warnings.Through(logger) : logger;

    private async Task<bool> TryAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work();
            _isStoreAway = false;
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing depends on ages; the gateway must not stop for them.
            if (!_isStoreAway)
                KeyLog.NotNoted(logger, exception is LedgerUnavailableException ? exception.Message : exception.GetType().Name);
            _isStoreAway = true;
            return false;
        }
    }
}
