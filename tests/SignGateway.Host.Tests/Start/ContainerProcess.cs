using System.Collections.Concurrent;
using System.Diagnostics;
using SignGateway.TestServers;

namespace SignGateway.Host.Tests.Start;

/// <summary>A program of the image, as a container runs it: as the image's user, with the image's environment and what an operator adds, and with nothing of ours.</summary>
internal sealed class ContainerProcess : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;

    public ContainerProcess(ContainerTree tree, string[] command, IReadOnlyDictionary<string, string> environment)
    {
        var start = ChildStarter.Command([.. tree.User?.Through ?? [], .. command]);
        start.WorkingDirectory = tree.At(tree.Image.Single("WORKDIR"));
        start.Environment.Clear();
        foreach (var (key, value) in environment)
            start.Environment[key] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
    }

    public string Output => string.Join('\n', _output);

    public bool HasEnded => _process.HasExited;

    public Task StartAsync() => ChildStarter.StartAsync(_process);

    /// <summary>What a platform sends to a container that is to stop.</summary>
    public void Terminate() => Process.Start("kill", ["-TERM", $"{_process.Id}"]).WaitForExit();

    /// <summary>Its exit status, once it has ended.</summary>
    public async Task<int> EndAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
