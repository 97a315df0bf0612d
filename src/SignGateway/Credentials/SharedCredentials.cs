using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using SignGateway.Credentials.Fetchers;
using SignGateway.Telemetry;

namespace SignGateway.Credentials;

/// <summary>
/// Temporary credentials that everybody shares: one fetch at a time however many wait for it, renewed in the background long before they end,
/// and kept in use while fetches fail, for as long as they serve what is asked.
/// </summary>
internal sealed class SharedCredentials : ICredentialSource, IAsyncDisposable, IDisposable
{
    private readonly ICredentialFetcher _fetcher;
    private readonly string _name;
    private readonly GatewayMeter _meter;
    private readonly TimeProvider _time;
    private readonly ILogger<SharedCredentials> _logger;
    private readonly Lock _lock = new();
    private readonly KnownCredentials _known;
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _timer;
    private DateTimeOffset _timerDue = DateTimeOffset.MaxValue;
    private TaskCompletionSource? _fetch;

    public SharedCredentials(ICredentialFetcher fetcher, string name, GatewayMeter meter, TimeProvider time, RandomNumberGenerator random, ILogger<SharedCredentials> logger)
    {
        (_fetcher, _name, _meter, _time, _logger) = (fetcher, name, meter, time, logger);
        _known = new KnownCredentials(random);
        // Else the timer would belong for ever to the request that happened to come first, with its traces and its log scopes.
        using (ExecutionContext.SuppressFlow())
            _timer = time.CreateTimer(_ => Refresh(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public async ValueTask<CredentialsOutcome> GetAsync(TimeSpan life, CancellationToken cancellationToken)
    {
        if (Serve(life) is { } served)
            return served;
        // The fetch is everybody's: who leaves does not end it.
        if (Begin(asked: true) is { } fetch)
            await fetch.WaitAsync(cancellationToken);
        if (Serve(life) is { } fetched)
            return fetched;
        lock (_lock)
            return _known.Refuse(_time.GetUtcNow());
    }

    public void Dispose()
    {
        _stop.Cancel();
        _timer.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        Task? running;
        lock (_lock)
            running = _fetch?.Task;
        if (running is not null)
            await running;
    }

    private CredentialsOutcome.Available? Serve(TimeSpan life)
    {
        lock (_lock)
        {
            var served = _known.Serve(life, _time.GetUtcNow());
            SetTimer();
            return served;
        }
    }

    private void Refresh()
    {
        lock (_lock)
        {
            _timerDue = DateTimeOffset.MaxValue;
            // A fetch that somebody asked for came first, or the clock was set back.
            if (_known.Due > _time.GetUtcNow())
            {
                SetTimer();
                return;
            }
        }

        Begin(asked: false);
    }

    private Task? Begin(bool asked)
    {
        TaskCompletionSource begun;
        lock (_lock)
        {
            if (_fetch is not null)
                return _fetch.Task;
            if (_stop.IsCancellationRequested || (asked && _known.Open > _time.GetUtcNow()))
                return null;
            _fetch = begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _ = FetchAsync(begun);
        return begun.Task;
    }

    private async Task FetchAsync(TaskCompletionSource begun)
    {
        var outcome = await TryFetchAsync();
        TimeSpan pause;
        DateTimeOffset? end;
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            _fetch = null;
            _known.Take(outcome, now);
            SetTimer();
            pause = _known.Open - now;
            end = _known.End;
        }

        if (!_stop.IsCancellationRequested)
        {
            _meter.CredentialsRenewed(_name, WordOf(outcome), end);
            CredentialLog.Fetched(_logger, _name, outcome, pause);
        }

        begun.SetResult();
    }

    private static string WordOf(FetchOutcome outcome) => outcome switch
    {
        FetchOutcome.Fetched => "fetched",
        FetchOutcome.Throttled => "throttled",
        _ => "failed",
    };

    private async Task<FetchOutcome> TryFetchAsync()
    {
        try
        {
            return await _fetcher.FetchAsync(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return new FetchOutcome.Failed("the gateway is stopping");
        }
        catch (Exception exception)
        {
            // A bug must neither end the renewing nor leave anybody waiting. Its text may hold what was sent, so only its type is told.
            return new FetchOutcome.Failed($"the fetch broke ({exception.GetType().Name})");
        }
    }

    // Not while a fetch runs: what is due depends on how it ends.
    private void SetTimer()
    {
        if (_fetch is not null || _stop.IsCancellationRequested || _known.Due == _timerDue)
            return;
        _timerDue = _known.Due;
        var wait = _timerDue - _time.GetUtcNow();
        _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
