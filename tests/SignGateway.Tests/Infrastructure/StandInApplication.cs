using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace SignGateway.Tests.Infrastructure;

/// <summary>The application behind the gateway, on a real Kestrel, which hears of uploads and answers as a test says.</summary>
internal sealed class StandInApplication : IAsyncDisposable
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<HeardMessage> _messages = new();
    private readonly SemaphoreSlim _heard = new(0);

    private StandInApplication(WebApplication app)
    {
        _app = app;
        app.Run(HearAsync);
    }

    public string Url { get; private set; } = "";

    /// <summary>Answers a message.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context => WriteAsync(context, """{"next":"/photos/1"}""");

    public IReadOnlyList<HeardMessage> Messages => [.. _messages];

    /// <summary>Settings of a gateway that tells this application of the uploads of its profile.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["SignGateway:Profiles:default:ForwardTo"] = Url,
        ["SignGateway:Profiles:default:ForwardSecrets:0"] = Secret,
    };

    public static async Task<StandInApplication> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var application = new StandInApplication(builder.Build());
        await application._app.StartAsync();
        application.Url = $"{application._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()}/uploads/stored?from=gateway";
        return application;
    }

    public static Task WriteAsync(HttpContext context, string text) => context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();

    /// <summary>Completes when one more message has come.</summary>
    public Task HeardAsync() => _heard.WaitAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HearAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _messages.Enqueue(new HeardMessage(
            $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}",
            context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()),
            body.ToArray()));
        _heard.Release();
        await Answer(context);
    }
}
