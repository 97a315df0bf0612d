using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SignGateway.Chaos.Tests.Rotation;

/// <summary>An application that knows one secret and takes what that one has signed.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _taken = [];
    private int _refused;

    private WebhookReceiver(WebApplication app, string secret)
    {
        _app = app;
        Secret = secret;
    }

    public string Url => _app.Urls.First();

    /// <summary>What it verifies with; may be changed while events come.</summary>
    public string Secret { get; set; }

    /// <summary>Events that no signature of its secret came with.</summary>
    public int Refused => _refused;

    /// <summary>The uploads it heard of, each with the header of signatures that came last.</summary>
    public IReadOnlyDictionary<string, string> Taken => _taken;

    public static string NewSecret() => "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public static async Task<WebhookReceiver> StartAsync(string secret)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(app, secret);
        app.MapPost("/", receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        var signatures = $"{request.Headers["webhook-signature"]}";
        var text = $"{request.Headers["webhook-id"]}.{request.Headers["webhook-timestamp"]}.{body}";
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Secret["whsec_".Length..]), Encoding.UTF8.GetBytes(text)));
        if (!signatures.Split(' ').Contains(expected))
        {
            Interlocked.Increment(ref _refused);
            return Results.Unauthorized();
        }

        var message = JsonNode.Parse(body)!;
        if ((string?)message["type"] == "upload.stored")
            _taken[(string)message["data"]!["id"]!] = signatures;
        return Results.NoContent();
    }
}
