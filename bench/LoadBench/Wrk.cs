using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LoadBench;

/// <summary>One run of wrk: one thread, 32 connections.</summary>
internal static partial class Wrk
{
    /// <summary>Requests per second. A run with any answer but 2xx counts for nothing and stops the bench.</summary>
    public static async Task<double> RunAsync(Uri url, string script, int seconds)
    {
        var start = new ProcessStartInfo("wrk", $"-t1 -c32 -d{seconds}s -s \"{script}\" {url}") { RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("wrk is missing; apt-get install wrk.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (output.Contains("Non-2xx", StringComparison.Ordinal) || Rate().Match(output) is not { Success: true } rate)
            throw new InvalidOperationException($"wrk against {url}: {output}");
        return double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();
}
