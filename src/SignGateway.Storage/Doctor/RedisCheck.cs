using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SignGateway.Doctor;
using SignGateway.Profiles;
using SignGateway.Storage.Redis;
using SignGateway.Uploads;
using SignGateway.Uploads.InMemory;
using StackExchange.Redis;

namespace SignGateway.Storage.Doctor;

/// <summary>Whether the replay guard's Redis is there, takes writes, keeps what it is given, and answers fast enough.</summary>
internal sealed class RedisCheck(IServiceProvider services, TimeProvider time) : IDoctorCheck
{
    private const string Setting = $"{RedisOptions.Section}:{nameof(RedisOptions.ConnectionString)}";

    // A call of the guard ends after half a second.
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public string Name => "Redis";

    public int Order => 65;

    public async Task<IReadOnlyList<Finding>> ExamineAsync(IReadOnlyList<Profile> profiles, CancellationToken cancellationToken) => services.GetRequiredService<IReplayGuard>() switch
    {
        RedisReplayGuard => await LookAsync(services.GetRequiredService<IOptions<RedisOptions>>().Value.ConnectionString!, cancellationToken),
        InProcessReplayGuard =>
        [
            Finding.Warning(
                "redis_missing", "No Redis is configured: repeated callbacks are recognised in the process, which suits one replica only. With several the ledger still records once; repeats cost it more.",
                $"With more than one replica, set {Setting}=HOST:6379,password=…,ssl=true. With one, nothing is to be done."),
        ],
        _ => [Finding.Ok("redis", "The application has a replay guard of its own.")],
    };

    private async Task<IReadOnlyList<Finding>> LookAsync(string connectionString, CancellationToken cancellationToken)
    {
        using var connection = new RedisConnection(connectionString);
        try
        {
            // As the guard writes, since a replica that only reads would answer a PING.
            await AskAsync(database => database.StringSetAsync("sg:guard:probe", "", TimeSpan.FromSeconds(1)));
            var latency = await Latency.OfAsync(() => AskAsync(database => database.PingAsync()), time);
            return [.. Judge(await DescribeAsync(), latency)];
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or SocketException or IOException or AggregateException or ObjectDisposedException)
        {
            return [Finding.Fault(
                "redis_down", $"Redis at {Servers(connectionString)} cannot be used: {await ReasonAsync(exception, connectionString, cancellationToken)}. Everything goes on with the database alone, only slower.",
                $"See that it runs, that this machine may connect, and that {Setting} has its host, port, password and ssl as they are; it must be a primary.")];
        }

        Task<T> AskAsync<T>(Func<IDatabase, Task<T>> command) => connection.SendAsync(command).WaitAsync(Patience, cancellationToken);

        // Some that are rented out do not let everybody ask.
        async Task<RedisFacts?> DescribeAsync()
        {
            try
            {
                return RedisFacts.Read((string?)await AskAsync(database => database.ExecuteAsync("INFO")) ?? "");
            }
            catch (RedisServerException)
            {
                return null;
            }
        }
    }

    private static IEnumerable<Finding> Judge(RedisFacts? facts, TimeSpan latency)
    {
        yield return Finding.Ok("redis", string.Create(CultureInfo.InvariantCulture, $"Redis{facts?.ToString() ?? ", which does not tell its version,"} answers in {latency.TotalMilliseconds:0.0} ms."));
        if (facts is { Evicts: true })
        {
            yield return Finding.Warning(
                "redis_evicts", $"Redis drops keys when it is full (maxmemory-policy {facts.Policy}, {facts.Evicted} dropped so far). A claim or an answer that is gone costs a look into the ledger, and no record.",
                "Give it more memory, or an instance of its own with maxmemory-policy volatile-ttl: all keys of the gateway end by themselves.");
        }

        if (latency > Slow)
            yield return Finding.Warning("redis_slow", string.Create(CultureInfo.InvariantCulture, $"A call takes {latency.TotalMilliseconds:0} ms; the gateway goes on without the guard after 500."), "Keep Redis in the gateway's own region and zone.");
    }

    // The client only says that it has no connection; whether anybody listens at all can be seen.
    private static async Task<string> ReasonAsync(Exception exception, string connectionString, CancellationToken cancellationToken)
    {
        if (ConfigurationOptions.Parse(connectionString).EndPoints.FirstOrDefault() is not { } server || exception is RedisServerException)
            return DependencyReason.Of(exception);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(server, patience.Token);
            return $"somebody listens, but does not let the gateway in or does not speak its language (wrong password, ssl on one side only; {DependencyReason.Of(exception)})";
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return DependencyReason.Of(failure);
        }
    }

    private static string Servers(string connectionString) => string.Join(", ", ConfigurationOptions.Parse(connectionString).EndPoints.Select(server => server switch
    {
        System.Net.DnsEndPoint named => $"{named.Host}:{named.Port}",
        _ => server.ToString(),
    }));
}
