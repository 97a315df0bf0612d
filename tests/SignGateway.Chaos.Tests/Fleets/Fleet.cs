using System.Security.Cryptography;
using SignGateway.TestHosts;
using SignGateway.TestServers;

namespace SignGateway.Chaos.Tests.Fleets;

/// <summary>Two replicas that share one PostgreSQL, one Redis and one key ring, and storage that the tests can watch.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private const int Size = 2;

    private Fleet(PostgresServer postgres, RedisServer redis, WatchedStorage storage, string ledger)
    {
        Postgres = postgres;
        Redis = redis;
        Storage = storage;
        Ledger = ledger;
    }

    public PostgresServer Postgres { get; }

    public RedisServer Redis { get; }

    public WatchedStorage Storage { get; }

    /// <summary>How to connect to the ledger's database.</summary>
    public string Ledger { get; }

    public Jwt Tokens { get; } = new();

    public IReadOnlyList<HostProcess> Replicas { get; private set; } = [];

    public static async Task<Fleet> StartAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var postgres = await PostgresServer.StartAsync();
        var fleet = new Fleet(postgres, await RedisServer.StartAsync(), await WatchedStorage.StartAsync(), await postgres.CreateDatabaseAsync());
        try
        {
            await fleet.StartReplicasAsync(settings ?? new Dictionary<string, string>());
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    /// <summary>A token that outlives the longest run.</summary>
    public string TokenFor(string user)
    {
        var claims = Jwt.Claims(user);
        claims["exp"] = DateTimeOffset.UtcNow.AddHours(12).ToUnixTimeSeconds();
        return Tokens.Sign(claims);
    }

    /// <summary>Gives the replicas other settings as a rolling update does: one after the other, each ended in peace and ready again before the next. Null takes a setting away.</summary>
    public async Task RollAsync(IReadOnlyDictionary<string, string?> changes)
    {
        foreach (var replica in Replicas)
        {
            await replica.EndAsync();
            foreach (var (key, value) in changes)
            {
                if (value is null)
                    replica.Environment.Remove(key);
                else
                    replica.Environment[key] = value;
            }

            await replica.StartAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in Replicas)
            await replica.DisposeAsync();
        await Storage.DisposeAsync();
        Redis.Dispose();
        Postgres.Dispose();
    }

    private async Task StartReplicasAsync(IReadOnlyDictionary<string, string> settings)
    {
        // Where an Authority is named, it is the only issuer.
        Dictionary<string, string> shared = new([.. settings.ContainsKey("Authentication__Schemes__Bearer__Authority") ? [] : Tokens.Settings, .. Storage.Settings])
        {
            ["SignGateway__Ledger__Provider"] = "PostgreSql",
            ["SignGateway__Ledger__ConnectionString"] = Ledger,
            ["SignGateway__Redis__ConnectionString"] = Redis.ConnectionString,
            ["SignGateway__Tickets__Keys__0__Id"] = "shared",
            ["SignGateway__Tickets__Keys__0__Secret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Logging__LogLevel__Default"] = "Warning",
        };
        foreach (var (key, value) in settings)
            shared[key] = value;

        Replicas = [.. Enumerable.Range(0, Size).Select(_ => new HostProcess(shared))];
        foreach (var replica in Replicas)
        {
            // Each names itself first, so that callbacks go to both and each is the other's second address.
            var others = Replicas.Where(other => other != replica);
            replica.Environment["SignGateway__PublicUrl"] = string.Join(';', others.Prepend(replica).Select(each => each.Url.GetLeftPart(UriPartial.Authority)));
        }

        foreach (var replica in Replicas)
            await replica.StartAsync();
    }
}
