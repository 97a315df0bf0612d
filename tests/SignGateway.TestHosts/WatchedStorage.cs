using OssSimulator;
using SignGateway.TestServers;

namespace SignGateway.TestHosts;

/// <summary>Storage inside the tests' own process, so that they see its callbacks and objects and make its troubles.</summary>
public sealed class WatchedStorage : IAsyncDisposable
{
    private readonly TempFolder _folder;

    private WatchedStorage(TempFolder folder, SimulatorOptions options, SimulatorServer server)
    {
        _folder = folder;
        Options = options;
        Server = server;
    }

    /// <summary>The account's other key pair, which storage takes as well as the one that is configured.</summary>
    public static AccessKey OtherKey { get; } = new("simulator-other-key-id", "simulator-other-key-secret");

    public SimulatorServer Server { get; }

    /// <summary>What it was started with; most of it can be changed while it runs.</summary>
    public SimulatorOptions Options { get; }

    /// <summary>The settings that point a Host here.</summary>
    public Dictionary<string, string> Settings
    {
        get
        {
            var origin = Server.Url.GetLeftPart(UriPartial.Authority);
            return new Dictionary<string, string>
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
        }
    }

    public static async Task<WatchedStorage> StartAsync()
    {
        var folder = new TempFolder();
        var options = new SimulatorOptions { Url = new Uri("http://127.0.0.1:0"), DataFolder = folder.FullPath };
        options.AccessKeys.Add(OtherKey);
        return new WatchedStorage(folder, options, await SimulatorServer.StartAsync(options));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
