using System.Diagnostics;
using System.Text.Json.Nodes;
using SignGateway.Chaos.Tests.Fleets;
using SignGateway.TestHosts;

namespace SignGateway.Chaos.Tests.Loads;

/// <summary>One user's way to the gateway through a balancer that knows nothing: any replica, and another try when none answers or the answer is 503.</summary>
internal sealed class ReplicaClient(Fleet fleet, string token) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly GatewayClient[] _clients = [.. fleet.Replicas.Select(replica => new GatewayClient(replica.Url, token))];

    /// <summary>The first answer that is final, or the last one when patience ends; 0 stands for no answer at all.</summary>
    public async Task<(int Status, JsonNode? Body)> AskAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var (status, answer) = await TryAsync(() => _clients[Random.Shared.Next(_clients.Length)].SendAsync(method, path, body));
            if (status is not (0 or 503) || watch.Elapsed > Patience)
                return (status, answer);
            await Task.Delay(Random.Shared.Next(50, 400));
        }
    }

    /// <summary>One exchange; a connection that broke, or never was, is status 0.</summary>
    public static async Task<(int Status, T? Body)> TryAsync<T>(Func<Task<(int Status, T? Body)>> exchange)
    {
        try
        {
            return await exchange();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException)
        {
            return (0, default);
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients)
            client.Dispose();
    }
}
