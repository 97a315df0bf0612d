using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LoadBench;

/// <summary>One run of wrk: one thread, 32 connections.</summary>
internal static partial class Wrk
{
    public const int Connections = 32;

    /// <summary>Requests per second. A run with any answer but 2xx counts for nothing and stops the bench.</summary>
    public static async Task<double> RunAsync(Uri url, string script, int seconds) => (await MeasureAsync(url, script, seconds)).Rate;

    /// <summary>The same, with how many requests there were and what the slowest hundredth took.</summary>
    public static async Task<WrkRun> MeasureAsync(Uri url, string script, int seconds)
    {
        var start = new ProcessStartInfo("wrk", $"-t1 -c{Connections} -d{seconds}s --latency -s \"{script}\" {url}") { RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("wrk is missing; apt-get install wrk.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (output.Contains("Non-2xx", StringComparison.Ordinal) || Report().Match(output) is not { Success: true } report)
            throw new InvalidOperationException($"wrk against {url}: {output}");
        return new WrkRun(Number(report, "rate"), (int)Number(report, "requests"), Number(report, "p99") * MillisecondsOf(report.Groups["unit"].Value));
    }

    private static double Number(Match report, string name) => double.Parse(report.Groups[name].Value, CultureInfo.InvariantCulture);

    private static double MillisecondsOf(string unit) => unit switch
    {
        "us" => 0.001,
        "ms" => 1,
        "s" => 1000,
        _ => throw new InvalidOperationException($"wrk counts in {unit}."),
    };

    [GeneratedRegex(@"99%\s+(?<p99>[\d.]+)(?<unit>[a-z]+).*?(?<requests>\d+) requests in.*?Requests/sec:\s+(?<rate>[\d.]+)", RegexOptions.Singleline)]
    private static partial Regex Report();
}
