using System.Diagnostics;

namespace LoadBench;

/// <summary>As many waits as one process holds, each for an upload of its own and asked for again when its time is over, until they are closed.</summary>
internal sealed class OpenWaits : IAsyncDisposable
{
    public const int Count = 10_000;

    /// <summary>The longest that may be asked for.</summary>
    public const int Seconds = 20;

    // As many as a user may have.
    private const int PerUser = 4;

    private readonly SocketsHttpHandler _connections = new();
    private readonly CancellationTokenSource _close = new();
    private readonly List<(SignedCallback Callback, Task<long> Answered)> _waits = [];

    /// <summary>Opens them over the time that one lasts, so that as many end and begin again in every second.</summary>
    public static async Task<OpenWaits> OpenAsync(Gateway gateway, CallbackSigner signer)
    {
        var waits = new OpenWaits();
        var start = Stopwatch.GetTimestamp();
        for (var user = 0; user < Count / PerUser; user++)
        {
            var early = TimeSpan.FromSeconds((double)Seconds * PerUser * user / Count) - Stopwatch.GetElapsedTime(start);
            if (early > TimeSpan.Zero)
                await Task.Delay(early);
            var client = gateway.ClientOf($"user-{user}", waits._connections);
            foreach (var callback in await signer.MakeAsync(client, PerUser))
                waits._waits.Add((callback, waits.HoldAsync(client, callback.StatusUrl)));
        }

        return waits;
    }

    /// <summary>Stops the bench if one of them was refused, or answered before its time.</summary>
    public Task CheckAsync() => Task.WhenAll(_waits.Select(wait => wait.Answered).Where(answered => answered.IsCompleted));

    /// <summary>Posts so many callbacks one after another: milliseconds from the answer of each until whoever waits for its upload has one too; below zero if that came first.</summary>
    public async Task<IReadOnlyList<double>> EndAsync(Gateway gateway, int callbacks)
    {
        List<double> late = [];
        foreach (var (callback, answered) in _waits.Where((_, index) => index % (Count / callbacks) == 0))
        {
            using var request = gateway.RequestOf(callback);
            using var answer = await gateway.Client.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            late.Add(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), await answered).TotalMilliseconds);
        }

        return late;
    }

    public async ValueTask DisposeAsync()
    {
        await _close.CancelAsync();
        await ((Task)Task.WhenAll(_waits.Select(wait => wait.Answered))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _connections.Dispose();
        _close.Dispose();
    }

    // When the answer came that the upload is issued no longer.
    private async Task<long> HoldAsync(HttpClient client, string statusUrl)
    {
        while (true)
        {
            var asked = Stopwatch.GetTimestamp();
            var answer = await client.GetStringAsync($"{statusUrl}?wait={Seconds}", _close.Token);
            var answered = Stopwatch.GetTimestamp();
            if (!answer.Contains("\"state\":\"issued\"", StringComparison.Ordinal))
                return answered;
            if (Stopwatch.GetElapsedTime(asked, answered).TotalSeconds < Seconds)
                throw new InvalidOperationException("A wait was answered before its time: the gateway does not hold as many.");
        }
    }
}
