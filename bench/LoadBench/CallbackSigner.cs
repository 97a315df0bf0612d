using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;

namespace LoadBench;

/// <summary>Makes callbacks as OSS would, each for an upload of its own, signed with a key made for the run.</summary>
internal sealed class CallbackSigner : IDisposable
{
    // As many as a request may ask for.
    private const int Batch = 100;
    private const int AtATime = 4;
    private const int Attempts = 5;

    private readonly CallbackKey _key = new();

    public string PublicPem => _key.PublicPem;

    /// <summary>Asks a gateway for uploads of a profile, and makes their callbacks.</summary>
    public async Task<IReadOnlyList<SignedCallback>> MakeAsync(HttpClient gateway, int count, string profile = Gateway.QuietProfile)
    {
        var grant = $"{{\"profile\":\"{profile}\",\"fileName\":\"photo.png\",\"contentType\":\"image/png\",\"size\":48213,\"vars\":{{\"album\":\"7\"}}}}";
        var made = new ConcurrentQueue<SignedCallback>();
        await Parallel.ForAsync(0, (count + Batch - 1) / Batch, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (batch, token) =>
        {
            var request = $"{{\"uploads\":[{string.Join(',', Enumerable.Repeat(grant, Math.Min(Batch, count - (batch * Batch))))}]}}";
            using var response = await PostAsync(gateway, request, token);
            response.EnsureSuccessStatusCode();
            using var grants = JsonDocument.Parse(await response.Content.ReadAsStringAsync(token));
            foreach (var issued in grants.RootElement.GetProperty("grants").EnumerateArray())
                made.Enqueue(_key.Sign(issued));
        });
        return [.. made];
    }

    public void Dispose() => _key.Dispose();

    // Four hundred notes at once, right after another load, may take a busy disk longer than the ledger waits; nothing of this is measured.
    private static async Task<HttpResponseMessage> PostAsync(HttpClient gateway, string request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var response = await gateway.PostAsync("/v1/uploads:batch", new StringContent(request, Encoding.UTF8, "application/json"), cancellationToken);
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable || attempt == Attempts)
                return response;
            response.Dispose();
        }
    }
}
