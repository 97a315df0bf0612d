using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace SignGateway.TestServers;

/// <summary>A child that dies with the test process, even when that is killed.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

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
        string[] asUser = user is null ? [] : [$"--reuid={user.Uid}", $"--regid={user.Gid}", "--clear-groups"];
        var server = new ServerProcess(ChildStarter.Command([.. asUser, program, .. arguments]));
        await ChildStarter.StartAsync(server._process);
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

    private async Task SignalAsync(string signal)
    {
        var children = await File.ReadAllTextAsync($"/proc/{_process.Id}/task/{_process.Id}/children");
        using var process = Process.Start("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture), .. children.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        await process.WaitForExitAsync();
    }

    private void Append(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }
}
