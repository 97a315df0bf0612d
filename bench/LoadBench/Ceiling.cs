using SignGateway.TestServers;

namespace LoadBench;

/// <summary>The bare minimal API that everything is held against.</summary>
internal sealed class Ceiling : IDisposable
{
    private readonly string _root;
    private readonly int _bytes;

    private Ceiling(string root, int bytes, ServerProcess process) => (_root, _bytes, Process) = (root, bytes, process);

    public ServerProcess Process { get; }

    /// <summary>Starts it; it answers sign requests with so many bytes.</summary>
    public static async Task<Ceiling> StartAsync(string root, TempFolder folder, int bytes) =>
        new(root, bytes, await StartProcessAsync(root, bytes, ServerProcess.CountingAllocations(root, folder.File("allocated.ceiling"))));

    /// <summary>From the start of another process of it to its first answer.</summary>
    public async Task<double> StartColdAsync()
    {
        using var process = await StartProcessAsync(_root, _bytes, []);
        return process.StartTime.TotalMilliseconds;
    }

    /// <summary>What the gateway signs, it just answers.</summary>
    public Task<ServerRun> SignAsync(string script, int seconds) => ServerRun.MeasureAsync(Process, new Uri(Process.Url, "/sign"), script, seconds);

    /// <summary>What the gateway records, it just reads.</summary>
    public Task<ServerRun> ReadAsync(string script, int seconds) => ServerRun.MeasureAsync(Process, new Uri(Process.Url, "/read"), script, seconds);

    public void Dispose() => Process.Dispose();

    private static Task<ServerProcess> StartProcessAsync(string root, int bytes, Dictionary<string, string> environment) => ServerProcess.StartAsync(
        ServerProcess.Published(root, "Baseline"), url => new HttpRequestMessage(HttpMethod.Post, new Uri(url, "/sign")), environment, $"--bytes {bytes}");
}
