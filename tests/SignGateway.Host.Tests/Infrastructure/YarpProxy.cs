using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SignGateway.Host.Tests.Infrastructure;

/// <summary>A gateway that is nothing but YARP and a section.</summary>
public sealed class YarpProxy : IAsyncDisposable
{
    private readonly WebApplication _app;

    private YarpProxy(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    /// <summary>Starts it with a section of which only the address behind it is not as it stands.</summary>
    public static async Task<YarpProxy> StartAsync(string json, Uri target)
    {
        using var settings = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json.Replace("127.0.0.1:5080", target.Authority, StringComparison.Ordinal)));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddJsonStream(settings);
        builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapReverseProxy();
        await app.StartAsync();
        return new YarpProxy(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
