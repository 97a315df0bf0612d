using OssSimulator;

namespace SignGateway.Host.Tests.Infrastructure;

/// <summary>A Host whose storage runs inside the tests, so that they see, drop and repeat its callbacks.</summary>
public sealed class WatchedLoop : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;

    private WatchedLoop(DirectoryInfo folder, SimulatorServer storage, Jwt jwt)
    {
        _folder = folder;
        Storage = storage;
        Tokens = jwt;
    }

    public SimulatorServer Storage { get; }

    public Jwt Tokens { get; }

    public List<HostProcess> Hosts { get; } = [];

    public HostProcess Host => Hosts[0];

    public static async Task<WatchedLoop> StartAsync(Dictionary<string, string>? settings = null)
    {
        var folder = Directory.CreateTempSubdirectory("sign-gateway-storage");
        var loop = new WatchedLoop(folder, await SimulatorServer.StartAsync(new SimulatorOptions { Url = new Uri("http://127.0.0.1:0"), DataFolder = folder.FullName }), new Jwt());
        await loop.AddHostAsync(settings);
        return loop;
    }

    /// <summary>Starts one more replica.</summary>
    public async Task<HostProcess> AddHostAsync(Dictionary<string, string>? settings = null)
    {
        var origin = Storage.Url.GetLeftPart(UriPartial.Authority);
        var all = new Dictionary<string, string>(Tokens.Settings)
        {
            ["SignGateway__Simulator__Enabled"] = "false",
            ["SignGateway__Oss__Endpoint"] = origin,
            ["SignGateway__Oss__Region"] = "cn-hangzhou",
            ["SignGateway__Oss__Bucket"] = SimulatorOptions.DefaultBucket,
            ["SignGateway__Oss__UrlStyle"] = "Path",
            ["SignGateway__Credentials__Source"] = "Static",
            ["SignGateway__Credentials__AccessKeyId"] = SimulatorOptions.DefaultAccessKeyId,
            ["SignGateway__Credentials__AccessKeySecret"] = SimulatorOptions.DefaultAccessKeySecret,
            ["SignGateway__Callback__PublicKeyUrls__0"] = origin,
        };
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
        await Storage.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
