using SignGateway.TestServers;

namespace LoadBench;

/// <summary>Serves the key that callbacks are signed with, and begins uploads in parts, as OSS does.</summary>
internal sealed class KeyServer : IAsyncDisposable
{
    /// <summary>The path of the key below <see cref="Url"/>.</summary>
    public const string Path = "/callback_pub_key_v1.pem";

    private readonly WebApplication _app;

    private KeyServer(WebApplication app, string url) => (_app, Url) = (app, url);

    public string Url { get; }

    public static async Task<KeyServer> StartAsync(string pem)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = new KeyServer(builder.Build(), $"http://127.0.0.1:{FreePort.Next()}");
        server._app.Urls.Add(server.Url);
        server._app.MapGet(Path, () => pem);
        server._app.MapPost("/{**key}", () => "<InitiateMultipartUploadResult><UploadId>0004B9894A22E5B1888A1E29F8236E2D</UploadId></InitiateMultipartUploadResult>");
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
