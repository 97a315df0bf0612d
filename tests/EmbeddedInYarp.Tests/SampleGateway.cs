using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SignGateway.TestServers;
using Xunit;

namespace EmbeddedInYarp.Tests;

/// <summary>The sample as it stands, in a process of its own, with a real Redis and PostgreSQL, the simulator, and an application behind it.</summary>
public sealed class SampleGateway : IAsyncLifetime
{
    private static readonly HostProgram Sample = new("EmbeddedInYarp.dll", "deploy/samples/embedded-in-yarp", "/uploads/health/ready");

    private WebApplication _app = null!;
    private RedisServer _redis = null!;
    private PostgresServer _postgres = null!;

    public HostProcess Gateway { get; private set; } = null!;

    public WatchedStorage Storage { get; private set; } = null!;

    public Jwt Tokens { get; } = new();

    /// <summary>What the application behind it was asked.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public string Database { get; private set; } = "";

    public string Redis => _redis.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _postgres = await PostgresServer.StartAsync();
        Database = await _postgres.CreateDatabaseAsync();
        Storage = await WatchedStorage.StartAsync();
        _app = await StartAppAsync();
        Gateway = await StartAsync([]);
    }

    /// <summary>Starts it, with settings of a test beside those that every test has.</summary>
    public async Task<HostProcess> StartAsync(Dictionary<string, string> settings)
    {
        var gateway = new HostProcess(new Dictionary<string, string>([.. Storage.Settings, .. settings]), program: Sample);
        var (issuer, key) = (Jwt.Issuer, Tokens.Settings["Authentication__Schemes__Bearer__SigningKeys__0__Value"]);
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["Tokens__Issuer"] = issuer,
            ["Tokens__Audience"] = Jwt.Audience,
            ["Tokens__Key"] = key,
            ["ReverseProxy__Clusters__app__Destinations__one__Address"] = _app.Urls.First(),
            ["SignGateway__PublicUrl"] = $"{gateway.Url}uploads",
            ["SignGateway__Ledger__ConnectionString"] = Database,
            ["SignGateway__Redis__ConnectionString"] = Redis,
            ["SignGateway__Tickets__Keys__0__Id"] = "1",
            ["SignGateway__Tickets__Keys__0__Secret"] = key,
        })
            gateway.Environment[name] = value;
        await gateway.StartAsync();
        return gateway;
    }

    /// <summary>A user who may upload.</summary>
    public string Uploader(string user)
    {
        var claims = Jwt.Claims(user);
        claims["scope"] = "uploads";
        return Tokens.Sign(claims);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await _app.DisposeAsync();
        await Storage.DisposeAsync();
        _postgres.Dispose();
        _redis.Dispose();
    }

    private async Task<WebApplication> StartAppAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(context =>
        {
            Asked.Enqueue(context.Request.Path);
            return context.Response.WriteAsJsonAsync(new { path = context.Request.Path.Value });
        });
        await app.StartAsync();
        return app;
    }
}
