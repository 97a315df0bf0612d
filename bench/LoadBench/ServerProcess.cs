using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using SignGateway.TestServers;

namespace LoadBench;

/// <summary>A server under measurement, in a process of its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const string AllocatedVariable = "BENCH_ALLOCATED";
    private const int UserSignal = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly string? _allocated;

    private ServerProcess(Process process, Uri url, TimeSpan startTime, string? allocated)
    {
        _process = process;
        _allocated = allocated;
        Url = url;
        StartTime = startTime;
    }

    public Uri Url { get; }

    public int Id => _process.Id;

    /// <summary>From the start of the process to the first good answer.</summary>
    public TimeSpan StartTime { get; }

    /// <summary>What the process has had of the processors so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Its own pages, and its share of those that other processes have as well.</summary>
    public double ProportionalMegabytes => Kilobytes("smaps_rollup", "Pss:") / 1024.0;

    public long ResidentMegabytes => Kilobytes("status", "VmRSS:") / 1024;

    /// <summary>The most that it ever had.</summary>
    public long PeakMegabytes => Kilobytes("status", "VmHWM:") / 1024;

    /// <summary>What a build of a project has made.</summary>
    public static string Dll(string root, string project, string name)
    {
        var path = Path.Combine(root, project, "bin", "Release", "net10.0", $"{name}.dll");
        return File.Exists(path) ? path : throw new InvalidOperationException($"{path} is missing; dotnet build -c Release first.");
    }

    /// <summary>What <c>bench/run.sh</c> has published.</summary>
    public static string Published(string root, string name)
    {
        var path = Path.Combine(root, "artifacts", "bench", name, $"{name}.dll");
        return File.Exists(path) ? path : throw new InvalidOperationException($"{path} is missing; bench/run.sh publishes it.");
    }

    /// <summary>The variables that make a server count what it allocates.</summary>
    public static Dictionary<string, string> CountingAllocations(string root, string file) => new()
    {
        ["DOTNET_STARTUP_HOOKS"] = Dll(root, "bench/AllocationHook", "AllocationHook"),
        [AllocatedVariable] = file,
    };

    /// <summary>Starts a server, and waits until a path of it answers anything that shows it is there.</summary>
    public static Task<ServerProcess> StartAsync(string dll, string readyPath, IDictionary<string, string> environment, string arguments) => StartAsync(
        dll,
        url => new HttpRequestMessage(HttpMethod.Get, new Uri(url, readyPath)),
        status => status is HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed,
        environment,
        arguments);

    /// <summary>Starts a server, and waits until it answers a request well.</summary>
    public static Task<ServerProcess> StartAsync(string dll, Func<Uri, HttpRequestMessage> first, IDictionary<string, string> environment, string arguments) =>
        StartAsync(dll, first, status => (int)status is >= 200 and < 300, environment, arguments);

    /// <summary>Bytes that it has allocated so far, if it counts them.</summary>
    public async Task<long> AllocatedAsync()
    {
        var file = _allocated ?? throw new InvalidOperationException("This server does not count what it allocates.");
        File.Delete(file);
        _ = Signal(_process.Id, UserSignal);
        while (!File.Exists(file))
            await Task.Delay(1);
        return long.Parse(await File.ReadAllTextAsync(file), CultureInfo.InvariantCulture);
    }

    private static async Task<ServerProcess> StartAsync(
        string dll, Func<Uri, HttpRequestMessage> first, Func<HttpStatusCode, bool> isReady, IDictionary<string, string> environment, string arguments)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var start = new ProcessStartInfo("dotnet", $"\"{dll}\" --urls {url.GetLeftPart(UriPartial.Authority)} {arguments}") { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value.Replace("{URL}", url.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);

        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var client = new HttpClient();
        var seen = "no answer";
        for (; watch.Elapsed < Patience; await Task.Delay(5))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"{Path.GetFileName(dll)} ended with {process.ExitCode}.");
            try
            {
                using var request = first(url);
                using var response = await client.SendAsync(request);
                if (isReady(response.StatusCode))
                    return new ServerProcess(process, url, watch.Elapsed, environment.TryGetValue(AllocatedVariable, out var allocated) ? allocated : null);
                seen = $"status {(int)response.StatusCode}";
            }
            catch (HttpRequestException)
            {
                // Not yet listening.
            }
        }

        process.Kill(entireProcessTree: true);
        throw new InvalidOperationException($"{Path.GetFileName(dll)} is not ready after {Patience.TotalSeconds} s: {seen}.");
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private long Kilobytes(string file, string name) => File.ReadLines($"/proc/{_process.Id}/{file}")
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture))
        .First();

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);
}
