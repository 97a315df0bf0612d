using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace SignGateway.Host.Tests.Infrastructure;

/// <summary>A reverse proxy that passes requests on byte by byte, but for what a test makes it change.</summary>
public sealed class MeddlingProxy : IAsyncDisposable
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    private MeddlingProxy(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    public Uri? Target { get; set; }

    /// <summary>What becomes of the request target.</summary>
    public Func<string, string> Rewrite { get; set; } = target => target;

    /// <summary>What else becomes of the request; its content is all there.</summary>
    public Func<HttpRequestMessage, Task> Meddle { get; set; } = _ => Task.CompletedTask;

    public static async Task<MeddlingProxy> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var proxy = new MeddlingProxy(app);
        app.Run(proxy.ForwardAsync);
        await app.StartAsync();
        return proxy;
    }

    /// <summary>Puts other bytes into a request, under the same headers.</summary>
    public static void Replace(HttpRequestMessage request, byte[] body)
    {
        var headers = request.Content!.Headers;
        request.Content = new ByteArrayContent(body);
        foreach (var (name, values) in headers.NonValidated.Where(header => header.Key != "Content-Length"))
            request.Content.Headers.TryAddWithoutValidation(name, values);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        var target = Rewrite(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes);
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri($"{Target!.GetLeftPart(UriPartial.Authority)}{target}", AsWritten))
        {
            Content = new ByteArrayContent(bytes.ToArray()),
        };
        foreach (var (name, values) in context.Request.Headers)
        {
            if (name is "Host" or "Connection" or "Content-Length")
                continue;
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
                request.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
        }

        await Meddle(request);
        using var response = await _http.SendAsync(request);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        var body = await response.Content.ReadAsByteArrayAsync();
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body);
    }
}
