using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SignGateway.Telemetry;

namespace SignGateway.Uploads.History;

/// <summary>Writes the notes down, many at a time and beside all requests. While the store is away it keeps what it has and tries again.</summary>
public sealed partial class HistoryWriter : BackgroundService
{
    // Few enough that a ledger with one writer has a moment for callbacks in between.
    private const int BatchSize = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly HistoryNotes _notes;
    private readonly IServiceProvider _services;
    private readonly GatewayMeter _meter;
    private readonly TimeProvider _time;
    private readonly ILogger<HistoryWriter> _logger;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<HistoryEntry> _batch = [];
    private bool _isStoreAway;

    /// <summary>Writes these notes to the store that is registered. It is asked for later: this is made before options are checked.</summary>
    public HistoryWriter(HistoryNotes notes, IServiceProvider services, GatewayMeter meter, TimeProvider time, ILogger<HistoryWriter> logger)
    {
        _notes = notes;
        _services = services;
        _meter = meter;
        _time = time;
        _logger = logger;
    }

    /// <summary>Writes what waits now; whoever reads the history next finds all that this replica knew of.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            while (Fill() && await TryAppendAsync(cancellationToken))
                _batch.Clear();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _turn.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (_isStoreAway || await _notes.Waiting.WaitToReadAsync(stoppingToken))
        {
            // The longer the pause, the fewer the commits.
            await Task.Delay(Pause, _time, stoppingToken);
            await FlushAsync(stoppingToken);
        }
    }

    private bool Fill()
    {
        while (_batch.Count < BatchSize && _notes.Waiting.TryRead(out var entry))
            _batch.Add(entry);
        return _batch.Count > 0;
    }

    private async Task<bool> TryAppendAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _services.GetRequiredService<IUploadHistory>().AppendAsync(_batch, cancellationToken);
            _isStoreAway = false;
            return true;
        }
        catch (LedgerUnavailableException exception)
        {
            if (!_isStoreAway)
                StoreAway(_logger, exception.Message);
            _isStoreAway = true;
            return false;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Would fail again, and hold up all that come after.
            BatchFailed(_logger, exception);
            _meter.HistoryDropped(_batch.Count);
            return true;
        }
    }

    [LoggerMessage(7001, LogLevel.Warning, "The history of uploads cannot be written now; it is tried again: {Reason}")]
    private static partial void StoreAway(ILogger logger, string reason);

    [LoggerMessage(7002, LogLevel.Error, "A part of the history of uploads could not be written and is lost")]
    private static partial void BatchFailed(ILogger logger, Exception exception);
}
