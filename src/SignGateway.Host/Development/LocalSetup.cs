using System.Security.Cryptography;
using OssSimulator;
using SignGateway.Host.Demo;
using SignGateway.Host.Hosting;
using SignGateway.Problems;
using SignGateway.Protocol.Callbacks;
using SignGateway.Storage.Folders;

namespace SignGateway.Host.Development;

/// <summary>
/// What makes the whole loop run on a laptop without any setting: in Development, whatever is not configured points at the simulator.
/// Everything set here has the lowest precedence, so a developer's own settings win one by one.
/// </summary>
internal sealed class LocalSetup
{
    private const string KeyFile = "ticket-key";

    private LocalSetup(SimulatorSettings? simulator, string? demoAbsentBecause)
    {
        Simulator = simulator;
        DemoAbsentBecause = demoAbsentBecause;
    }

    /// <summary>The simulator to start, or null.</summary>
    public SimulatorSettings? Simulator { get; }

    /// <summary>Why there is no demo sign-in, or null if there is one.</summary>
    public string? DemoAbsentBecause { get; }

    public static LocalSetup Apply(WebApplicationBuilder builder, IReadOnlyList<string> urls, List<string> faults)
    {
        var development = builder.Environment.IsDevelopment();
        var settings = new SimulatorSettings();
        var section = builder.Configuration.GetSection(SimulatorSettings.Section);
        settings.Url = section["Url"] is { Length: > 0 } url ? url.TrimEnd('/') : settings.Url;
        var enabled = section["Enabled"] is { Length: > 0 } text
            ? bool.TryParse(text, out var parsed) && parsed
            : development && builder.Configuration["SignGateway:Oss:Endpoint"] is null or "";
        if (enabled && !development)
            faults.Add($"{SimulatorSettings.Section}:Enabled is true outside Development; the simulator's keys are known to everybody.");
        if (enabled && (!Uri.TryCreate(settings.Url, UriKind.Absolute, out var listen) || listen.Scheme != "http"))
            faults.Add($"{SimulatorSettings.Section}:Url is '{settings.Url}'; write an http URL such as http://localhost:5081.");

        Dictionary<string, string?> defaults = [];
        if (development)
            defaults["SignGateway:PublicUrl"] = ListeningUrls.Reachable(urls[0]);
        if (enabled)
            PointAtSimulator(defaults, settings);
        builder.Configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = defaults });

        builder.Services.AddSingleton(new SettingsSection(SimulatorSettings.Section, _ => new SimulatorSettings { Enabled = enabled, Url = settings.Url }));
        builder.Services.AddSingleton(new SettingsSection(DemoOptions.Section, _ => new DemoOptions { AllowRemote = AllowsRemote(builder) }));
        return new LocalSetup(enabled ? settings : null, WhyNoDemo(builder, settings, enabled, development, urls, faults));
    }

    /// <summary>Starts the simulator with the gateway, serving the bucket and the keys that the gateway is configured with.</summary>
    public void AddSimulator(WebApplicationBuilder builder)
    {
        if (Simulator is null)
            return;
        var configuration = builder.Configuration;
        var options = new SimulatorOptions
        {
            Url = new Uri(Simulator.Url),
            DataFolder = Path.Combine(DataFolder.PathFrom(configuration, builder.Environment.ContentRootPath), "simulator"),
            Region = configuration["SignGateway:Oss:Region"]!,
            Buckets = [configuration["SignGateway:Oss:Bucket"]!],
        };
        builder.Services.AddSingleton(_ => new SimulatorService(options));
        builder.Services.AddHostedService(services => services.GetRequiredService<SimulatorService>());
    }

    /// <summary>A ticket key made once and kept in the data folder, so that grants outlive a restart.</summary>
    public static void AddTicketKey(WebApplicationBuilder builder, string dataFolder)
    {
        var path = Path.Combine(dataFolder, KeyFile);
        if (!File.Exists(path))
        {
            using var file = new FileStream(path, OperatingSystem.IsWindows()
                ? new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write }
                : new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
            using var writer = new StreamWriter(file);
            writer.Write(NewKey());
        }

        UseTicketKey(builder, dataFolder);
    }

    /// <summary>The ticket key of the data folder; where there is none yet, one that nobody keeps.</summary>
    public static void UseTicketKey(WebApplicationBuilder builder, string dataFolder)
    {
        var path = Path.Combine(dataFolder, KeyFile);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["SignGateway:Tickets:Keys:0:Id"] = "local",
            ["SignGateway:Tickets:Keys:0:Secret"] = File.Exists(path) ? File.ReadAllText(path).Trim() : NewKey(),
        });
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static void PointAtSimulator(Dictionary<string, string?> defaults, SimulatorSettings settings)
    {
        defaults["SignGateway:Oss:Endpoint"] = settings.Url;
        defaults["SignGateway:Oss:Region"] = "cn-hangzhou";
        defaults["SignGateway:Oss:Bucket"] = SimulatorOptions.DefaultBucket;
        defaults["SignGateway:Oss:UrlStyle"] = "Path";
        defaults["SignGateway:Credentials:Source"] = "Static";
        defaults["SignGateway:Credentials:AccessKeyId"] = SimulatorOptions.DefaultAccessKeyId;
        defaults["SignGateway:Credentials:AccessKeySecret"] = SimulatorOptions.DefaultAccessKeySecret;
        foreach (var (origin, index) in OfficialPublicKey.Origins.Append(settings.Url).Select((origin, index) => (origin, index)))
            defaults[$"SignGateway:Callback:PublicKeyUrls:{index}"] = origin;
    }

    private static bool AllowsRemote(WebApplicationBuilder builder) => builder.Configuration.GetValue<bool?>($"{DemoOptions.Section}:AllowRemote") ?? false;

    private static string? WhyNoDemo(
        WebApplicationBuilder builder, SimulatorSettings settings, bool simulator, bool development, IReadOnlyList<string> urls, List<string> faults)
    {
        var allowRemote = AllowsRemote(builder);
        var local = simulator && builder.Configuration["SignGateway:Oss:Endpoint"]?.TrimEnd('/') == settings.Url;
        if (allowRemote && !(development && local))
            faults.Add($"{DemoOptions.Section}:AllowRemote is true, but the demo sign-in exists only in Development with the simulator as endpoint. Remove it.");
        if (!development)
            return "exists only in Development";
        if (!local)
            return "exists only with the simulator as endpoint";
        return allowRemote || urls.All(ListeningUrls.IsLoopback) ? null : $"needs every listening address to be loopback, or {DemoOptions.Section}:AllowRemote=true";
    }
}
