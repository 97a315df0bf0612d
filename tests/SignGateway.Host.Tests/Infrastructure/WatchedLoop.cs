using OssSimulator;

namespace SignGateway.Host.Tests.Infrastructure;

/// <summary>A Host whose storage runs inside the tests, so that they see, drop and repeat its callbacks.</summary>
public sealed class WatchedLoop : IAsyncDisposable
{
    private readonly WatchedStorage _storage;

    private WatchedLoop(WatchedStorage storage, Jwt jwt)
    {
        _storage = storage;
        Tokens = jwt;
    }

    public SimulatorServer Storage => _storage.Server;

    public SimulatorOptions StorageOptions => _storage.Options;

    public Jwt Tokens { get; }

    public List<HostProcess> Hosts { get; } = [];

    public HostProcess Host => Hosts[0];

    public static Task<WatchedLoop> StartAsync(Dictionary<string, string>? settings = null) => StartForAsync(_ => settings);

    /// <summary>With settings that depend on where storage is.</summary>
    public static async Task<WatchedLoop> StartForAsync(Func<SimulatorServer, Dictionary<string, string>?> settings)
    {
        var loop = new WatchedLoop(await WatchedStorage.StartAsync(), new Jwt());
        await loop.AddHostAsync(settings(loop.Storage));
        return loop;
    }

    /// <summary>Starts one more replica.</summary>
    public async Task<HostProcess> AddHostAsync(Dictionary<string, string>? settings = null)
    {
        Dictionary<string, string> all = new([.. Tokens.Settings, .. _storage.Settings]);
        foreach (var (key, value) in settings ?? [])
            all[key] = value;
        Hosts.Add(await HostProcess.StartNewAsync(all));
        return Hosts[^1];
    }

    public GatewayClient ClientFor(string user, int host = 0) => new(Hosts[host].Url, Tokens.For(user));

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Hosts)
            await host.DisposeAsync();
        await _storage.DisposeAsync();
    }
}
