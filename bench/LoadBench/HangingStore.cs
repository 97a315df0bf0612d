using System.Diagnostics;
using SignGateway.TestServers;

namespace LoadBench;

/// <summary>A callback while PostgreSQL is stopped as it is: connections stay open and nothing answers.</summary>
internal sealed class HangingStore(Gateway gateway, CallbackSigner signer, PostgresServer postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public Figure Figure { get; } = new("a callback while the store hangs, until it is answered; recorded when it comes again", "OSS's 5 s", 3, 1.5, " s");

    public async Task RunAsync()
    {
        var callback = (await signer.MakeAsync(gateway.Client, 1))[0];
        await postgres.FreezeAsync();
        try
        {
            var start = Stopwatch.GetTimestamp();
            if (await PostAsync(callback))
                throw new InvalidOperationException("A callback was answered well though nothing can have been recorded.");
            Figure.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        finally
        {
            await postgres.ThawAsync();
        }

        for (var start = Stopwatch.GetTimestamp(); !await PostAsync(callback); await Task.Delay(100))
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
                throw new InvalidOperationException("The callback is not recorded though the store is back.");
        }
    }

    private async Task<bool> PostAsync(SignedCallback callback)
    {
        using var request = gateway.RequestOf(callback);
        using var answer = await gateway.Client.SendAsync(request);
        return answer.IsSuccessStatusCode;
    }
}
