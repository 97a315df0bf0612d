using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SignGateway.Tests.Events;

/// <summary>A real server on a loopback address, for what only real connections show.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _calls;

    private Receiver(WebApplication app) => _app = app;

    public int Port => new Uri(_app.Urls.Single()).Port;

    public int Calls => Volatile.Read(ref _calls);

    public static async Task<Receiver> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new Receiver(builder.Build());
        receiver._app.Run(context =>
        {
            Interlocked.Increment(ref receiver._calls);
            return answer(context);
        });
        await receiver._app.StartAsync();
        return receiver;
    }

    public static Task<Receiver> StartAsync(HttpStatusCode status) => StartAsync(context =>
    {
        context.Response.StatusCode = (int)status;
        return Task.CompletedTask;
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
