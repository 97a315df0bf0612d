using System.Diagnostics.Metrics;
using System.Net;
using System.Security.Claims;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SignGateway.Admin.Recorder;
using SignGateway.Admin.Stream;
using SignGateway.Events.Outbox;
using SignGateway.Objects;
using SignGateway.Privacy;
using SignGateway.Recovery;
using SignGateway.TestServers;
using SignGateway.Tickets;
using SignGateway.Uploads;
using SignGateway.Uploads.History;
using SignGateway.Uploads.InMemory;

namespace SignGateway.Tests.Infrastructure;

/// <summary>
/// The library in an application of its own, on a real Kestrel, with a clock that tests set, the ports' in-memory forms,
/// and no way out to any network. A header names the user, as an embedder's own authentication would.
/// </summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestGateway(WebApplication app, SetTime time, StandInHost oss, StandInHost keys, StandInHost endpoint, RememberedLog log)
    {
        _app = app;
        Time = time;
        Oss = oss;
        Keys = keys;
        Endpoint = endpoint;
        Log = log;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Http = new HttpClient { BaseAddress = Address };
    }

    public SetTime Time { get; }

    public StandInHost Oss { get; }

    public StandInHost Keys { get; }

    /// <summary>Where events are posted.</summary>
    public StandInHost Endpoint { get; }

    public RememberedLog Log { get; }

    public Uri Address { get; }

    public HttpClient Http { get; }

    /// <summary>Every route below the admin routes' prefix, also those that only answer wrong verbs.</summary>
    public IReadOnlyList<(HttpMethod Verb, string Path)> AdminRoutes =>
    [
        .. _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1/admin/", StringComparison.Ordinal))
            .Select(endpoint => (
                new HttpMethod(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "PATCH"),
                endpoint.RoutePattern.RawText!.Replace("{id}", "01jgfjjz00000000000000000a", StringComparison.Ordinal).Replace("{number}", "1", StringComparison.Ordinal))),
    ];

    public IUploadLedger Ledger => _app.Services.GetRequiredService<IUploadLedger>();

    /// <summary>Tells this gateway's meters from those of others in the process.</summary>
    public IMeterFactory Meters => _app.Services.GetRequiredService<IMeterFactory>();

    public IEventOutbox Outbox => _app.Services.GetRequiredService<IEventOutbox>();

    /// <summary>One pass of the sweep, beside those that the gateway runs by itself.</summary>
    public Task<bool> SweepAsync() => _app.Services.GetRequiredService<Reconcile>().ExecuteAsync(CancellationToken.None);

    /// <summary>Ends the gateway's own sweeps, for tests that let days pass and count calls.</summary>
    public Task StopSweepingAsync() => _app.Services.GetServices<IHostedService>().OfType<ReconcileService>().Single().StopAsync(CancellationToken.None);

    public StreamHub Listeners => _app.Services.GetRequiredService<StreamHub>();

    public FlightRecorder Recorder => _app.Services.GetRequiredService<FlightRecorder>();

    public EraseUpload Erase => _app.Services.GetRequiredService<EraseUpload>();

    public RebuildLedger Rebuild => _app.Services.GetRequiredService<RebuildLedger>();

    /// <summary>The bucket of profiles without one of their own.</summary>
    public OssClient Bucket => _app.Services.GetRequiredService<BucketCatalog>().All[0];

    public static async Task<TestGateway> StartAsync(
        Dictionary<string, string?>? settings = null, Action<IServiceCollection>? register = null, bool keepsVersions = false, StandInHost? sts = null)
    {
        var (time, oss, keys, log) = (new SetTime(), new StandInHost { KeepsVersions = keepsVersions }, new StandInHost { Answer = _ => StandInHost.Text(OssCallback.PublicKey) }, new RememberedLog());
        var endpoint = new StandInHost();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(Settings()).AddInMemoryCollection(settings ?? []);
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddRoutingCore();
        // Tests stop the sweep, some before it has begun, which the host takes for a crash and ends for.
        builder.Services.Configure<HostOptions>(host => host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
        builder.Services.AddSingleton<TimeProvider>(time);
        register?.Invoke(builder.Services);
        builder.Services.TryAddSingleton<IUploadLedger, InMemoryUploadLedger>();
        builder.Services.TryAddSingleton<IReplayGuard, InProcessReplayGuard>();
        builder.Services.AddSignGateway(builder.Configuration);
        builder.Services.AddHttpClient("SignGateway.Oss").ConfigurePrimaryHttpMessageHandler(() => oss);
        builder.Services.AddHttpClient("SignGateway.CallbackKeys").ConfigurePrimaryHttpMessageHandler(() => keys);
        builder.Services.AddHttpClient("SignGateway.Sts").ConfigurePrimaryHttpMessageHandler(() => sts ?? new StandInHost());

        builder.Services.AddHttpClient("SignGateway.Events").ConfigurePrimaryHttpMessageHandler(() => endpoint);

        var app = builder.Build();
        app.Use((context, next) =>
        {
            if (context.Request.Headers["Test-User"].ToString() is { Length: > 0 } user)
            {
                var roles = context.Request.Headers["Test-Roles"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", user), .. roles.Select(role => new Claim("roles", role))], "test"));
            }

            return next(context);
        });
        app.UseRouting();
        app.MapSignGateway();
        await app.StartAsync();
        return new TestGateway(app, time, oss, keys, endpoint, log);
    }

    /// <summary>Settings with which the gateway starts; every test of wrong ones breaks one.</summary>
    public static Dictionary<string, string?> Settings() => new()
    {
        ["SignGateway:PublicUrl"] = "https://gateway.example.com",
        ["SignGateway:Oss:Region"] = "cn-hangzhou",
        ["SignGateway:Oss:Bucket"] = "example-bucket",
        ["SignGateway:Credentials:Source"] = "Static",
        ["SignGateway:Credentials:AccessKeyId"] = "key-id",
        ["SignGateway:Credentials:AccessKeySecret"] = "key-secret",
        ["SignGateway:Tickets:Keys:0:Id"] = "k1",
        ["SignGateway:Tickets:Keys:0:Secret"] = Convert.ToBase64String(Encoding.ASCII.GetBytes("a secret of thirty-two bytes or more")),
        // Tests of the sweep switch it on; others want no calls to OSS but their own.
        ["SignGateway:Profiles:default:VerifyObject"] = "Never",
        ["SignGateway:Callback:PublicKeyUrls:0"] = OssCallback.KeyOrigin,
    };

    public async Task<(HttpStatusCode Status, JsonObject Body, HttpResponseMessage Response)> SendAsync(
        HttpMethod method, string path, string? user = "alice", string? json = null, string? roles = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (user is not null)
            request.Headers.Add("Test-User", user);
        if (roles is not null)
            request.Headers.Add("Test-Roles", roles);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject(), response);
    }

    public async Task<JsonObject> SignAsync(string json = """{"fileName":"cat.png","contentType":"image/png","vars":{"album":"7"}}""", string user = "alice")
    {
        var (status, grant, _) = await SendAsync(HttpMethod.Post, "/v1/uploads", user, json);
        return status == HttpStatusCode.Created ? grant : throw new InvalidOperationException($"{status}: {grant}");
    }

    public async Task<JsonObject> FindAsync(JsonObject grant, string user = "alice") =>
        (await SendAsync(HttpMethod.Get, $"/v1/uploads/{grant["id"]}", user)).Body;

    /// <summary>What is written of an upload, oldest first.</summary>
    public async Task<IReadOnlyList<HistoryEntry>> HistoryAsync(JsonObject grant) =>
        [.. (await _app.Services.GetRequiredService<IUploadHistory>().ListAsync(UploadId.Parse((string)grant["id"]!), 100, CancellationToken.None)).Reverse()];

    /// <summary>What a signal does at once; the rest is for <see cref="StopAsync"/>.</summary>
    public void Signal() => _app.Lifetime.StopApplication();

    /// <summary>Stops it as a signal would, with all that it does at its end.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        var secrets = new SecretsInLogs(_app.Configuration.AsEnumerable());
        await _app.DisposeAsync();
        foreach (var line in Log.Lines)
            secrets.Watch(line);
        secrets.ThrowIfAny();
    }
}
