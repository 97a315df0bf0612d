using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace SignGateway.Host.Tests.Browser.Admin;

/// <summary>The stream of live events. A test sends what it likes, and cuts the line when it likes.</summary>
public sealed class StandInEvents
{
    private readonly ConcurrentDictionary<Channel<string>, CancellationTokenSource> _readers = new();

    /// <summary>How many pages are reading.</summary>
    public int Readers => _readers.Count;

    /// <summary>How often somebody came to read.</summary>
    public int Connections { get; private set; }

    /// <summary>While set, nobody gets a stream.</summary>
    public bool Away { get; set; }

    public void Send(string name, JsonNode data)
    {
        foreach (var reader in _readers.Keys)
            reader.Writer.TryWrite($"event: {name}\ndata: {data.ToJsonString()}\n\n");
    }

    public void Break()
    {
        foreach (var reader in _readers.Values)
            reader.Cancel();
    }

    public async Task RunAsync(HttpContext context)
    {
        Connections++;
        if (Away)
        {
            await StandInAnswer.Problem(503, "ledger_unavailable", "Later.").WriteAsync(context.Response);
            return;
        }

        using var broken = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var channel = Channel.CreateUnbounded<string>();
        _readers[channel] = broken;
        context.Response.ContentType = "text/event-stream";
        try
        {
            await context.Response.WriteAsync(": hello\n\nevent: hello\ndata: {\"serverTime\":\"2026-01-15T09:00:00Z\"}\n\n", broken.Token);
            await context.Response.Body.FlushAsync(broken.Token);
            await foreach (var text in channel.Reader.ReadAllAsync(broken.Token))
            {
                await context.Response.WriteAsync(text, broken.Token);
                await context.Response.Body.FlushAsync(broken.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test or the page has hung up; not an end that a reader could take for a good one.
            context.Abort();
        }
        finally
        {
            _readers.TryRemove(channel, out _);
        }
    }
}
