using System.Diagnostics;
using System.Globalization;
using System.Net;
using SignGateway.TestServers;

namespace LoadBench;

/// <summary>A server under measurement, in a process of its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri url, TimeSpan startTime)
    {
        _process = process;
        Url = url;
        StartTime = startTime;
    }

    public Uri Url { get; }

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

    public long ResidentMegabytes => Status("VmRSS:");

    /// <summary>The most that it ever had.</summary>
    public long PeakMegabytes => Status("VmHWM:");

    /// <summary>What a build of a project has made.</summary>
    public static string Dll(string root, string project, string name)
    {
        var path = Path.Combine(root, project, "bin", "Release", "net10.0", $"{name}.dll");
        return File.Exists(path) ? path : throw new InvalidOperationException($"{path} is missing; dotnet build -c Release first.");
    }

    public static async Task<ServerProcess> StartAsync(string dll, string readyPath, IDictionary<string, string> environment, string arguments)
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
        while (true)
        {
            if (process.HasExited)
                throw new InvalidOperationException($"{Path.GetFileName(dll)} ended with {process.ExitCode}.");
            try
            {
                using var response = await client.GetAsync(new Uri(url, readyPath));
                if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
                    return new ServerProcess(process, url, watch.Elapsed);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(5);
            }
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private long Status(string name) => File.ReadLines($"/proc/{_process.Id}/status")
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024)
        .First();
}
