using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LoadBench;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SignGateway;
using SignGateway.Uploads;
using SignGateway.Uploads.History;
using SignGateway.Uploads.InMemory;

namespace MicroBench;

/// <summary>The library in this process, its ledger and guard in memory; requests go to the routes themselves, without a server and without authentication.</summary>
internal sealed class LocalGateway
{
    public const string Request = "{\"fileName\":\"cat photo.png\",\"contentType\":\"image/png\",\"size\":48213,\"vars\":{\"album\":\"7\"}}";

    private const string KeyOrigin = "https://keys.example.com";
    private const string UploadsPath = "/v1/uploads";

    private static readonly byte[] RequestBytes = Encoding.UTF8.GetBytes(Request);
    private static readonly string KeyUrl = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{KeyOrigin}/callback_pub_key_v1.pem"));
    private static readonly ClaimsPrincipal Alice = new(new ClaimsIdentity([new Claim("sub", "alice")], "bench"));

    // One for the process, as long as that.
    private static readonly CallbackKey Key = new();

    private readonly WebApplication _app;
    private readonly RequestDelegate _sign;
    private readonly RequestDelegate _receive;

    public LocalGateway()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["SignGateway:PublicUrl"] = "https://gateway.example.com",
            ["SignGateway:Oss:Region"] = "cn-hangzhou",
            ["SignGateway:Oss:Bucket"] = "bench-bucket",
            ["SignGateway:Credentials:Source"] = "Static",
            ["SignGateway:Credentials:AccessKeyId"] = "bench-key-id",
            ["SignGateway:Credentials:AccessKeySecret"] = "bench-key-secret",
            ["SignGateway:Tickets:Keys:0:Id"] = "bench",
            ["SignGateway:Tickets:Keys:0:Secret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["SignGateway:Callback:PublicKeyUrls:0"] = KeyOrigin,
        });
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging();
        builder.Services.AddSingleton<IUploadLedger, InMemoryUploadLedger>();
        builder.Services.AddSingleton<IReplayGuard>(new InProcessReplayGuard(TimeProvider.System));
        builder.Services.AddSignGateway(builder.Configuration);
        builder.Services.AddHttpClient("SignGateway.CallbackKeys").ConfigurePrimaryHttpMessageHandler(() => new KeyHandler(Key.PublicPem));
        _app = builder.Build();
        _app.MapSignGateway();
        var routes = ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToList();
        _sign = Route(UploadsPath);
        _receive = Route(SignedCallback.Path);

        RequestDelegate Route(string pattern) => routes
            .Single(route => route.RoutePattern.RawText == pattern && route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.SequenceEqual([HttpMethods.Post]) == true)
            .RequestDelegate!;
    }

    public IServiceProvider Services => _app.Services;

    public static string PublicPem => Key.PublicPem;

    /// <summary>Writes down the history of uploads beside the requests, as it runs in a gateway.</summary>
    public Task StartHistoryAsync() => Services.GetServices<IHostedService>().OfType<HistoryWriter>().Single().StartAsync(CancellationToken.None);

    /// <summary>A context for a request, which costs something itself.</summary>
    public HttpContext Context(string path, byte[] body, string contentType, Stream answer)
    {
        var context = new DefaultHttpContext { RequestServices = Services, User = Alice };
        var request = context.Request;
        request.Method = HttpMethods.Post;
        request.Path = path;
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = path;
        request.Body = new MemoryStream(body);
        request.ContentType = contentType;
        request.ContentLength = body.Length;
        context.Response.Body = answer;
        return context;
    }

    public HttpContext SignContext(Stream answer) => Context(UploadsPath, RequestBytes, "application/json", answer);

    public async Task SignAsync(Stream answer) => await RunAsync(_sign, SignContext(answer), StatusCodes.Status201Created);

    public async Task ReceiveAsync(byte[] body, string signature)
    {
        var context = Context(SignedCallback.Path, body, SignedCallback.ContentType, Stream.Null);
        context.Request.Headers.Authorization = signature;
        context.Request.Headers[SignedCallback.KeyUrlHeader] = KeyUrl;
        await RunAsync(_receive, context, StatusCodes.Status200OK);
    }

    /// <summary>A callback for an upload that has just been granted.</summary>
    public async Task<SignedCallback> MakeCallbackAsync()
    {
        using var answer = new MemoryStream();
        await SignAsync(answer);
        using var grant = JsonDocument.Parse(answer.ToArray());
        return Key.Sign(grant.RootElement);
    }

    private static async Task RunAsync(RequestDelegate route, HttpContext context, int expected)
    {
        await route(context);
        await context.Response.CompleteAsync();
        if (context.Response.StatusCode != expected)
            throw new InvalidOperationException($"{context.Request.Path} answered {context.Response.StatusCode}.");
    }

    private sealed class KeyHandler(string pem) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(pem) });
    }
}
