using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SignGateway.Host.Tests.Telemetry;

/// <summary>Takes OTLP over HTTP and keeps it as text: names stand in it as they are.</summary>
internal sealed class StandInCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string Text)> _taken = new();

    public StandInCollector()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add(Url);
        _app.MapPost("/{**path}", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _taken.Enqueue((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
        });
    }

    public string Url { get; } = $"http://127.0.0.1:{HostProcess.FreePort()}";

    public string Metrics => Text("/v1/metrics");

    public string Traces => Text("/v1/traces");

    public Task StartAsync() => _app.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private string Text(string path) => string.Concat(_taken.Where(taken => taken.Path == path).Select(taken => taken.Text));
}
