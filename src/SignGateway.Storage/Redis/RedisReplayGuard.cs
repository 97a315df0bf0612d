using System.Net.Sockets;
using Microsoft.Extensions.Options;
using SignGateway.Uploads;
using StackExchange.Redis;

namespace SignGateway.Storage.Redis;

/// <summary>
/// The replay guard that replicas share. A value is <c>c</c> and a token while claimed, <c>a</c> and the answer once answered.
/// Braces in a key are the caller's: a cluster keeps in one slot whatever shares what stands between them.
/// </summary>
internal sealed class RedisReplayGuard(IOptions<RedisOptions> options) : IReplayGuard, IDisposable
{
    private const char ClaimMark = 'c';
    private const char AnswerMark = 'a';

    private const string ClaimScript =
        """
        local found = redis.call('GET', KEYS[1])
        if found then return found end
        redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
        return false
        """;

    private const string ReleaseScript =
        """
        if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
        return 0
        """;

    // A callback has four seconds in all and can do without the guard.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly RedisConnection _connection = new(options.Value.ConnectionString!);

    public async Task<GuardClaim> ClaimAsync(string key, TimeSpan lease, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid().ToString("N");
        var found = (string?)await EvaluateAsync(ClaimScript, key, [ClaimMark + token, Milliseconds(lease)], cancellationToken);
        return found switch
        {
            null => new GuardClaim.Held(token),
            [AnswerMark, .. var answer] => new GuardClaim.Answered(answer),
            _ => new GuardClaim.Busy(),
        };
    }

    public Task AnswerAsync(string key, string answer, TimeSpan keep, CancellationToken cancellationToken) =>
        CallAsync(
            database => database.StringSetAsync(KeyOf(key), AnswerMark + answer, TimeSpan.FromMilliseconds(Milliseconds(keep))),
            cancellationToken);

    public Task ReleaseAsync(string key, string token, CancellationToken cancellationToken) =>
        EvaluateAsync(ReleaseScript, key, [ClaimMark + token], cancellationToken);

    public Task ForgetAsync(string key, CancellationToken cancellationToken) => CallAsync(database => database.KeyDeleteAsync(KeyOf(key)), cancellationToken);

    // A write, since a replica that only reads would answer a PING.
    public Task ProbeAsync(CancellationToken cancellationToken) =>
        CallAsync(
            database => database.StringSetAsync("sg:guard:probe", "", TimeSpan.FromSeconds(1)),
            cancellationToken);

    public void Dispose() => _connection.Dispose();

    private static RedisKey KeyOf(string key) => $"sg:guard:{key}";

    private static long Milliseconds(TimeSpan span) => Math.Max(1, (long)span.TotalMilliseconds);

    // Sent in full each time: the client does not send a script again after a restarted server has forgotten it.
    private Task<RedisResult> EvaluateAsync(string script, string key, RedisValue[] values, CancellationToken cancellationToken) =>
        CallAsync(
            database => database.ScriptEvaluateAsync(script, [KeyOf(key)], values, CommandFlags.NoScriptCache),
            cancellationToken);

    private async Task<T> CallAsync<T>(Func<IDatabase, Task<T>> command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await _connection.SendAsync(command).WaitAsync(Patience, cancellationToken);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or SocketException or IOException
            or ObjectDisposedException or AggregateException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new GuardUnavailableException("Redis is unavailable.", exception);
        }
    }
}
