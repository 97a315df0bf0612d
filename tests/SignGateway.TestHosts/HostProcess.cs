using System.Collections.Concurrent;
using System.Diagnostics;
using SignGateway.TestServers;

namespace SignGateway.TestHosts;

/// <summary>The Host, or another program with the gateway in it, as a process of its own, on free ports and a folder of its own. It dies with the tests, even if they are killed.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly HostProgram _program;
    private readonly Lazy<SecretsInLogs> _secrets;
    private Process? _process;

    public HostProcess(IReadOnlyDictionary<string, string>? environment = null, string name = "Development", HostProgram? program = null)
    {
        _program = program ?? HostProgram.Gateway;
        Url = new Uri($"http://127.0.0.1:{FreePort()}");
        Folder = Directory.CreateTempSubdirectory("sign-gateway-host").FullName;
        Environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = name,
            ["SignGateway__DataFolder"] = Folder,
            ["SignGateway__Simulator__Url"] = $"http://127.0.0.1:{FreePort()}",
            // Nobody stands before it who would have to notice.
            ["SignGateway__DrainDelay"] = "00:00:00",
        };
        if (System.Environment.GetEnvironmentVariable("TRACE_LOGS") is not null)
        {
            foreach (var category in (string[])["Default", "Microsoft.AspNetCore", "System.Net.Http", "Yarp.ReverseProxy.Forwarder"])
                Environment[$"Logging__LogLevel__{category}"] = "Trace";
        }

        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
            Environment[key] = value;
        // Not before it starts: tests put more into its environment until then.
        _secrets = new Lazy<SecretsInLogs>(() => new SecretsInLogs(
            Environment.Append(new("Simulator:AccessKeySecret", OssSimulator.SimulatorOptions.DefaultAccessKeySecret))!));
    }

    public Uri Url { get; }

    /// <summary>Where its own simulator listens, unless it is switched off.</summary>
    public Uri SimulatorUrl => new(Environment["SignGateway__Simulator__Url"]);

    public string Folder { get; }

    /// <summary>What the next start finds in its environment.</summary>
    public Dictionary<string, string> Environment { get; }

    /// <summary>Everything it has printed.</summary>
    public string Output => string.Join('\n', _output);

    public static string RepositoryRoot { get; } = FindRoot();

    public static async Task<HostProcess> StartNewAsync(IReadOnlyDictionary<string, string>? environment = null, string name = "Development")
    {
        var host = new HostProcess(environment, name);
        await host.StartAsync();
        return host;
    }

    public static int FreePort() => TestServers.FreePort.Next();

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="listen">Where it listens, if not on the tests' own address.</param>
    public async Task StartAsync(string? listen = null)
    {
        await LaunchAsync(listen);
        using var client = new HttpClient { BaseAddress = Url };
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (_process!.HasExited)
                throw new InvalidOperationException($"The Host ended with {_process.ExitCode}:\n{Output}");
            if (watch.Elapsed > StartLimit)
                throw new TimeoutException($"The Host is not ready after {StartLimit}:\n{Output}");
            try
            {
                using var ready = await client.GetAsync(_program.ReadyPath);
                if (ready.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Starts it, expecting it to stop by itself; answers its exit code.</summary>
    public async Task<int> RunToEndAsync(params string[] arguments)
    {
        await LaunchAsync(null, arguments);
        using var limit = new CancellationTokenSource(StartLimit);
        await _process!.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>SIGTERM. What Ctrl+C sends ends in the same handler, but tests that run in the background inherit a deaf ear for it.</summary>
    public void Stop() => Process.Start("kill", ["-TERM", $"{_process!.Id}"]).WaitForExit();

    /// <summary>SIGTERM, as an update sends it, and waits until it has ended; answers its exit code.</summary>
    public async Task<int> EndAsync()
    {
        Stop();
        using var limit = new CancellationTokenSource(StartLimit);
        await _process!.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await KillAsync();
        _process?.Dispose();
        Directory.Delete(Folder, recursive: true);
        _secrets.Value.ThrowIfAny();
    }

    private async Task LaunchAsync(string? listen, params string[] arguments)
    {
        var start = ChildStarter.Command(
            [.. _program.Through, "dotnet", Path.Combine(AppContext.BaseDirectory, _program.Assembly), .. arguments, "--urls", listen ?? Url.GetLeftPart(UriPartial.Authority), "--contentRoot", Path.Combine(RepositoryRoot, _program.ContentRoot)]);
        foreach (var (key, value) in Environment)
            start.Environment[key] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        await ChildStarter.StartAsync(_process);
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        _output.Enqueue(line);
        _secrets.Value.Watch(line);
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "SignGateway.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("SignGateway.sln is not above the tests.");
        return folder;
    }
}
