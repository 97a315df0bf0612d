using SignGateway.Uploads;
using StackExchange.Redis;

namespace SignGateway.Storage.Redis;

/// <summary>
/// The replay guard on Redis. A key holds <c>c:TOKEN</c> while it is claimed and <c>a:ANSWER</c> once it is answered. What belongs to one key shares a
/// hash tag, so it lies in one slot of a cluster.
/// </summary>
internal sealed class RedisReplayGuard : IReplayGuard, IDisposable
{
    private const string ClaimScript = "local v = redis.call('GET', KEYS[1]) if v then return v end redis.call('SET', KEYS[1], 'c:' .. ARGV[1], 'PX', ARGV[2]) return false";
    private const string ReleaseScript = "if redis.call('GET', KEYS[1]) == 'c:' .. ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly ConfigurationOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private Task<ConnectionMultiplexer>? _connection;

    public RedisReplayGuard(string connectionString, TimeProvider time)
    {
        _options = ConfigurationOptions.Parse(connectionString);
        // Start-up does not wait for Redis, and Redis may come and go.
        _options.AbortOnConnectFail = false;
        _options.ConnectTimeout = 1000;
        _options.ReconnectRetryPolicy = new LinearRetry(500);
        _time = time;
    }

    public async Task<GuardClaim> ClaimAsync(string key, TimeSpan lease, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid().ToString("N");
        var known = (string?)await RunAsync(redis => redis.ScriptEvaluateAsync(ClaimScript, [Name(key)], [token, (long)lease.TotalMilliseconds]), cancellationToken);
        return known switch
        {
            null => new GuardClaim.Held(token),
            ['a', ':', ..] => new GuardClaim.Answered(known[2..]),
            _ => new GuardClaim.Busy(),
        };
    }

    public Task AnswerAsync(string key, string answer, TimeSpan keep, CancellationToken cancellationToken) =>
        RunAsync(redis => redis.StringSetAsync(Name(key), $"a:{answer}", keep), cancellationToken);

    public Task ReleaseAsync(string key, string token, CancellationToken cancellationToken) =>
        RunAsync(redis => redis.ScriptEvaluateAsync(ReleaseScript, [Name(key)], [token]), cancellationToken);

    public Task ProbeAsync(CancellationToken cancellationToken) => RunAsync(redis => redis.PingAsync(), cancellationToken);

    public void Dispose()
    {
        if (_connection is { IsCompletedSuccessfully: true } connected)
            connected.Result.Dispose();
    }

    private static RedisKey Name(string key) => $"sg:guard:{{{key}}}";

    private async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> command, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await Connect().WaitAsync(Patience, _time, cancellationToken);
            return await command(connection.GetDatabase()).WaitAsync(Patience, _time, cancellationToken);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            throw new GuardUnavailableException($"Redis does not answer ({exception.GetType().Name}).", exception);
        }
    }

    private Task<ConnectionMultiplexer> Connect()
    {
        lock (_lock)
        {
            // A first connection that failed outright is tried again; one that is merely down reconnects by itself.
            if (_connection is null || _connection.IsFaulted || _connection.IsCanceled)
                _connection = ConnectionMultiplexer.ConnectAsync(_options);
            return _connection;
        }
    }
}
