using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LoadBench;

/// <summary>
/// Posts callbacks by the clock, each at its own time whether or not earlier ones are answered, as OSS does. What a late answer makes
/// wait counts as well: latency begins when the callback was due, not when it got away.
/// </summary>
internal static class PacedLoad
{
    // Connections are opened at first.
    private const double Discarded = 0.1;

    /// <summary>Milliseconds from due to answered, in no order.</summary>
    public static async Task<IReadOnlyList<double>> RunAsync(Gateway gateway, IReadOnlyList<SignedCallback> callbacks, double perSecond)
    {
        using var client = new HttpClient();
        var answers = new Task<double>[callbacks.Count];
        // A thread of its own: timers of the pool are a millisecond late, which is as long as an answer takes.
        await Task.Factory.StartNew(Pace, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return [.. (await Task.WhenAll(answers)).Skip((int)(callbacks.Count * Discarded))];

        void Pace()
        {
            var start = Stopwatch.GetTimestamp();
            for (var index = 0; index < callbacks.Count; index++)
            {
                var due = start + (long)(index / perSecond * Stopwatch.Frequency);
                while (Stopwatch.GetTimestamp() < due)
                    _ = SleepMicroseconds(50);
                answers[index] = PostAsync(client, gateway, callbacks[index], due);
            }
        }
    }

    private static async Task<double> PostAsync(HttpClient client, Gateway gateway, SignedCallback callback, long due)
    {
        using var request = gateway.RequestOf(callback);
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(due).TotalMilliseconds;
    }

    [DllImport("libc", EntryPoint = "usleep")]
    private static extern int SleepMicroseconds(uint microseconds);
}
