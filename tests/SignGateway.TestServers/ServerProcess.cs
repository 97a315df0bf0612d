using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace SignGateway.TestServers;

/// <summary>A child that dies with the test process, even when that is killed.</summary>
internal sealed class ServerProcess : IDisposable
{
    // The system ties a child's life to the thread that started it, and pool threads come and go.
    private static readonly BlockingCollection<Action> Starts = [];

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    static ServerProcess() => new Thread(() =>
    {
        foreach (var start in Starts.GetConsumingEnumerable())
            start();
    })
    { IsBackground = true, Name = "server starter" }.Start();

    private ServerProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Append(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(line.Data);
    }

    public bool HasExited => _process.HasExited;

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts a program; an account makes it run as that user.</summary>
    public static async Task<ServerProcess> StartAsync(string program, UserAccount? user, params string[] arguments)
    {
        var start = new ProcessStartInfo(Programs.SetPriv) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (user is not null)
            AddAll(start, $"--reuid={user.Uid}", $"--regid={user.Gid}", "--clear-groups");
        AddAll(start, ["--pdeathsig", "KILL", program, .. arguments]);

        var server = new ServerProcess(start);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() => server.Start(started));
        await started.Task;
        return server;
    }

    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Ends it and its children with SIGKILL: no goodbye, nothing flushed.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Stops it and its children as they are: connections stay open and nothing answers.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP");

    public Task ThawAsync() => SignalAsync("-CONT");

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void Start(TaskCompletionSource started)
    {
        try
        {
            _process.Start();
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
            started.SetResult();
        }
        catch (Exception exception)
        {
            started.SetException(exception);
        }
    }

    private async Task SignalAsync(string signal)
    {
        var children = await File.ReadAllTextAsync($"/proc/{_process.Id}/task/{_process.Id}/children");
        var kill = new ProcessStartInfo("kill");
        AddAll(kill, [signal, _process.Id.ToString(CultureInfo.InvariantCulture), .. children.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        using var process = Process.Start(kill)!;
        await process.WaitForExitAsync();
    }

    private void Append(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }

    private static void AddAll(ProcessStartInfo start, params string[] arguments)
    {
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
    }
}
