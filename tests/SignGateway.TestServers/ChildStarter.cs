using System.Collections.Concurrent;
using System.Diagnostics;

namespace SignGateway.TestServers;

/// <summary>Starts children that die with this process. The system ties a child's life to the thread that started it, and pool threads come and go.</summary>
public static class ChildStarter
{
    private static readonly BlockingCollection<Action> Starts = [];

    static ChildStarter() => new Thread(() =>
    {
        foreach (var start in Starts.GetConsumingEnumerable())
            start();
    })
    { IsBackground = true, Name = "child starter" }.Start();

    /// <summary>How a command is started so that it dies with the thread that starts it.</summary>
    public static ProcessStartInfo Command(params IEnumerable<string> words) =>
        new(Programs.SetPriv, ["--pdeathsig", "KILL", .. words]) { RedirectStandardOutput = true, RedirectStandardError = true };

    /// <summary>Starts a process whose output is redirected, and reads it as it comes.</summary>
    public static Task StartAsync(Process process)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                process.Start();
                process.BeginOutputReadLine();
                process.BeginErrorReadLine();
                started.SetResult();
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
        });
        return started.Task;
    }
}
