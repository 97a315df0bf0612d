using StackExchange.Redis;

namespace SignGateway.Storage.Redis;

/// <summary>
/// The one connection to Redis: made at the first call, never at start-up, and mended by the client itself.
/// A server that is there but silent cannot pile calls up: beyond a fixed number in flight, further ones fail at once.
/// </summary>
internal sealed class RedisConnection : IDisposable
{
    public const int MaxInFlight = 2_000;

    private readonly ConfigurationOptions _options;
    private readonly Lock _lock = new();
    private Task<ConnectionMultiplexer>? _connecting;
    private int _inFlight;

    public RedisConnection(string connectionString)
    {
        _options = ConfigurationOptions.Parse(connectionString);
        _options.AbortOnConnectFail = false;
        _options.ConnectTimeout = Math.Min(_options.ConnectTimeout, 1_000);
        // The longest pause between two attempts to get back.
        _options.ReconnectRetryPolicy = new LinearRetry(500);
    }

    /// <summary>Runs one command; the task may outlive the caller's patience, and counts as in flight until it ends.</summary>
    public async Task<T> SendAsync<T>(Func<IDatabase, Task<T>> command)
    {
        try
        {
            if (Interlocked.Increment(ref _inFlight) > MaxInFlight)
                throw new TimeoutException("Too many calls are waiting for Redis.");

            var multiplexer = await ConnectAsync();
            return await command(multiplexer.GetDatabase());
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_connecting is { IsCompletedSuccessfully: true })
                _connecting.Result.Dispose();
        }
    }

    private Task<ConnectionMultiplexer> ConnectAsync()
    {
        lock (_lock)
        {
            if (_connecting is null or { IsFaulted: true } or { IsCanceled: true })
                _connecting = ConnectionMultiplexer.ConnectAsync(_options);
            return _connecting;
        }
    }
}
