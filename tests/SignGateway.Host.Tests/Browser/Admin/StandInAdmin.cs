using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SignGateway.Host.Tests.Browser.Admin;

/// <summary>Answers the admin routes from <see cref="AdminData"/>, so that a test decides what the page gets; everything else comes from a real Host.</summary>
public sealed class StandInAdmin : IAsyncDisposable
{
    public const string Prefix = "/some/prefix";

    private readonly WebApplication _app;
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false });
    private readonly Uri _host;

    private StandInAdmin(WebApplication app, Uri host)
    {
        _app = app;
        _host = host;
    }

    public Uri Url => new(_app.Urls.First());

    /// <summary>Answers by verb and path below <c>/v1/admin/</c>, query and all first, then without it.</summary>
    public ConcurrentDictionary<string, StandInAnswer> Answers { get; } = new(AdminData.Answers());

    /// <summary>Every call so far, as "VERB path?query".</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>The bodies of the calls that had one.</summary>
    public ConcurrentQueue<string> Bodies { get; } = new();

    /// <summary>The Authorization header of every call.</summary>
    public ConcurrentQueue<string> Authorizations { get; } = new();

    /// <summary>What every admin route answers instead, if set.</summary>
    public StandInAnswer? Refusal { get; set; }

    public JsonObject Settings { get; set; } = new() { ["authority"] = null, ["clientId"] = null, ["scope"] = "openid profile", ["demo"] = true };

    /// <summary>Told when a demo user signs in.</summary>
    public Action? SigningIn { get; set; }

    public StandInEvents Stream { get; } = new();

    public static async Task<StandInAdmin> StartAsync(Uri host)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var stand = new StandInAdmin(app, host);
        // The page must not mind where a proxy has put it.
        app.UsePathBase(Prefix);
        app.UseRouting();
        app.MapGet("/admin/settings.json", () => stand.Settings);
        app.Map("/v1/admin/{**path}", stand.AnswerAsync);
        app.MapFallback("{**path}", stand.ForwardAsync);
        await app.StartAsync();
        return stand;
    }

    public async ValueTask DisposeAsync()
    {
        Stream.Break();
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var path = $"{request.Method} {request.Path.Value!["/v1/admin/".Length..]}";
        Asked.Enqueue(path + request.QueryString);
        Authorizations.Enqueue(request.Headers.Authorization.ToString());
        if (request.ContentLength > 0)
            Bodies.Enqueue(await new StreamReader(request.Body).ReadToEndAsync());
        var unsigned = !request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal);
        if ((unsigned ? StandInAnswer.Unauthenticated : Refusal) is { } refusal)
            await refusal.WriteAsync(context.Response);
        else if (path == "GET stream")
            await Stream.RunAsync(context);
        else if (Answers.TryGetValue(path + request.QueryString, out var exact) || Answers.TryGetValue(path, out exact))
            await exact.WriteAsync(context.Response);
        else
            await StandInAnswer.Problem(404, "not_found", "There is no such thing here.").WriteAsync(context.Response);
    }

    private async Task ForwardAsync(HttpContext context)
    {
        if (context.Request.Path == "/demo/sign-in")
            SigningIn?.Invoke();
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(_host, context.Request.Path + context.Request.QueryString));
        if (context.Request.ContentLength > 0)
        {
            request.Content = new StreamContent(context.Request.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        }

        using var response = await _http.SendAsync(request);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(header => header.Key is not ("Transfer-Encoding" or "Date")))
            context.Response.Headers[name] = values.ToArray();
        await response.Content.CopyToAsync(context.Response.Body);
    }
}
