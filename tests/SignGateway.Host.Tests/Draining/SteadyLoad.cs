using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using SignGateway.Host.Tests.Infrastructure;

namespace SignGateway.Host.Tests.Draining;

/// <summary>Users who sign and upload without a pause, over connections that they keep, until their balancer sends them elsewhere.</summary>
internal sealed class SteadyLoad(WatchedLoop loop, Balancer balancer)
{
    private const int Uploaders = 16;
    private const int Waiters = 6;

    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _allWait = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _signing;
    private int _posting;
    private int _waiting;

    /// <summary>Every upload whose grant was answered, with its user.</summary>
    public ConcurrentDictionary<string, string> Granted { get; } = new();

    /// <summary>What the callback of each upload was answered.</summary>
    public ConcurrentDictionary<string, string> Stored { get; } = new();

    /// <summary>Whatever was not answered as it should have been.</summary>
    public ConcurrentQueue<string> Failed { get; } = new();

    public string UnderWay => string.Create(CultureInfo.InvariantCulture, $"{Volatile.Read(ref _signing)} sign requests, {Volatile.Read(ref _posting)} uploads with their callbacks and {Volatile.Read(ref _waiting)} waits");

    /// <summary>Completes when so much is stored that everybody is at it, and all who wait wait.</summary>
    public Task FullSwing => Task.WhenAll(_enough.Task, _allWait.Task);

    public Task RunAsync(int enough) => Task.WhenAll(
        Task.WhenAll(Enumerable.Range(0, Uploaders).Select(number => UploadAsync($"user-{number}", enough))),
        Task.WhenAll(Enumerable.Range(0, Waiters).Select(number => WaitAsync($"waiter-{number}"))));

    /// <summary>The upload without what the sweep may have added since, or the callback's answer alone has.</summary>
    public static string Plain(JsonNode upload)
    {
        var plain = upload.AsObject();
        plain.Remove("evidence");
        plain.Remove("duplicate");
        return plain.ToJsonString();
    }

    private async Task UploadAsync(string user, int enough)
    {
        using var client = loop.ClientFor(user);
        while (!balancer.IsGone)
        {
            if (await SignAsync(client, user) is not { } grant)
                continue;
            // Begun through a gateway that was still there; its callback comes when storage has the file.
            Interlocked.Increment(ref _posting);
            var (status, body) = await TryAsync("an upload", () => GatewayClient.PostAsync(grant, [1, 2, 3]));
            Interlocked.Decrement(ref _posting);
            if (status == 200)
                Stored[(string)grant["id"]!] = Plain(JsonNode.Parse(body!)!);
            else if (status != 0)
                Failed.Enqueue($"an upload was answered {status} {body}");
            if (Stored.Count >= enough)
                _enough.TrySetResult();
        }
    }

    private async Task WaitAsync(string user)
    {
        using var client = loop.ClientFor(user);
        if (await SignAsync(client, user) is not { } grant)
            return;
        if (Interlocked.Increment(ref _waiting) == Waiters)
            _allWait.TrySetResult();
        var (status, upload) = await TryAsync("a wait", () => client.SendAsync(HttpMethod.Get, $"{grant["statusUrl"]}?wait=20"));
        Interlocked.Decrement(ref _waiting);
        if (status != 0 && (status, (string?)upload?["state"]) != (200, "issued"))
            Failed.Enqueue($"a wait was answered {status} {upload}");
    }

    private async Task<JsonNode?> SignAsync(GatewayClient client, string user)
    {
        Interlocked.Increment(ref _signing);
        var (status, grant) = await TryAsync("a sign request", () => client.SendAsync(HttpMethod.Post, "/v1/uploads", new JsonObject { ["fileName"] = "a.bin" }));
        Interlocked.Decrement(ref _signing);
        if (status == 201)
            Granted[(string)grant!["id"]!] = user;
        else if (status != 0)
            Failed.Enqueue($"a sign request was answered {status} {grant}");
        return status == 201 ? grant : null;
    }

    private async Task<(int Status, T? Body)> TryAsync<T>(string what, Func<Task<(int Status, T Body)>> exchange)
    {
        try
        {
            return await exchange();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            Failed.Enqueue($"{what} broke: {exception.Message}");
            return (0, default);
        }
    }
}
