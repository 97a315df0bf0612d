using System.Diagnostics;
using System.Text.Json.Nodes;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Events;

/// <summary>An application of somebody else's: the npm package <c>standardwebhooks</c> behind a server of Node.js.</summary>
internal sealed class NodeReceiver : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _client;

    private NodeReceiver(Process process, Uri url)
    {
        _process = process;
        _client = new HttpClient { BaseAddress = url };
    }

    public Uri Url => _client.BaseAddress!;

    public static async Task<NodeReceiver> StartAsync(string secret)
    {
        var folder = Path.Combine(HostProcess.RepositoryRoot, "tests", "front-ends");
        Assert.True(File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")), "The front ends are missing; npm ci --prefix tests/front-ends.");
        var port = FreePort.Next();
        var process = new Process { StartInfo = ChildStarter.Command("node", Path.Combine(folder, "events", "receiver.mjs"), $"{port}", secret) };
        await ChildStarter.StartAsync(process);
        var receiver = new NodeReceiver(process, new Uri($"http://127.0.0.1:{port}/"));
        await Patience.UntilAsync("the receiver listens", receiver.IsListeningAsync);
        return receiver;
    }

    /// <summary>Every event that the library has verified.</summary>
    public async Task<JsonArray> TakenAsync() => JsonNode.Parse(await _client.GetStringAsync(""))!.AsArray();

    /// <summary>The types of an upload's events, in order, repeats left out.</summary>
    public async Task<string[]> TypesAsync(string uploadId) =>
        [.. (await TakenAsync()).Where(taken => (string)taken!["data"]!["id"]! == uploadId).DistinctBy(taken => (string)taken!["id"]!).Select(taken => (string)taken!["type"]!)];

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<bool> IsListeningAsync()
    {
        try
        {
            await TakenAsync();
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
