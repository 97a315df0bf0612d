using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace SignGateway.Host.Tests.Infrastructure;

/// <summary>An application behind the gateway that keeps what it was asked.</summary>
public sealed class UpstreamApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private UpstreamApp(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    public ConcurrentQueue<SeenRequest> Requests { get; } = [];

    /// <summary>How it answers; 200 with its own address unless set.</summary>
    public RequestDelegate? Answer { get; set; }

    public SeenRequest Last => Requests.Last();

    public static async Task<UpstreamApp> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var upstream = new UpstreamApp(app);
        app.Run(upstream.KeepAsync);
        await app.StartAsync();
        return upstream;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task KeepAsync(HttpContext context)
    {
        var request = context.Request;
        using var body = new StreamReader(request.Body);
        Requests.Enqueue(new SeenRequest(
            request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            [.. request.Headers.SelectMany(header => header.Value.Select(line => new KeyValuePair<string, string>(header.Key, line ?? "")))],
            await body.ReadToEndAsync()));
        await (Answer?.Invoke(context) ?? context.Response.WriteAsync(Url.Authority));
    }
}
