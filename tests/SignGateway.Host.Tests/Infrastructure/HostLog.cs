using System.Diagnostics;
using Xunit;

namespace SignGateway.Host.Tests.Infrastructure;

/// <summary>What a Host has logged: its console is written behind the answer, so a line may come a little later.</summary>
public static class HostLog
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Everything logged, once a text is in it.</summary>
    public static async Task<string> WithAsync(HostProcess host, string text)
    {
        var watch = Stopwatch.StartNew();
        while (!host.Output.Contains(text, StringComparison.Ordinal) && watch.Elapsed < Patience)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        var log = host.Output;
        Assert.Contains(text, log, StringComparison.Ordinal);
        return log;
    }
}
