using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace SignGateway.Host.Tests.Browser.Admin;

/// <summary>An OpenID Connect provider that signs everybody in at once, if they ask as RFC 7636 wants.</summary>
public sealed class StandInAuthority : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, IQueryCollection> _codes = new();

    private StandInAuthority(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    /// <summary>What it answers instead of a code, if set.</summary>
    public string? Error { get; set; }

    /// <summary>How many codes it has given tokens for.</summary>
    public int Exchanges { get; private set; }

    public static async Task<StandInAuthority> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var authority = new StandInAuthority(app);
        app.Use((context, next) =>
        {
            context.Response.Headers.AccessControlAllowOrigin = "*";
            return next(context);
        });
        app.MapGet("/.well-known/openid-configuration", () => new Dictionary<string, string>
        {
            ["issuer"] = authority.Url,
            ["authorization_endpoint"] = authority.Url + "/authorize",
            ["token_endpoint"] = authority.Url + "/token",
        });
        app.MapGet("/authorize", authority.Authorize);
        app.MapPost("/token", authority.ExchangeAsync);
        await app.StartAsync();
        return authority;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Authorize(HttpRequest request)
    {
        var code = Guid.NewGuid().ToString();
        _codes[code] = request.Query;
        var answer = new Dictionary<string, string?> { ["state"] = request.Query["state"], ["iss"] = Url };
        if (Error is null)
            answer["code"] = code;
        else
            (answer["error"], answer["error_description"]) = ("access_denied", Error);
        return Results.Redirect(QueryHelpers.AddQueryString(request.Query["redirect_uri"]!, answer));
    }

    private async Task<IResult> ExchangeAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (!_codes.TryRemove(form["code"]!, out var asked)
            || form["redirect_uri"] != asked["redirect_uri"]
            || form["client_id"] != asked["client_id"]
            || asked["response_type"] != "code" || asked["code_challenge_method"] != "S256"
            || WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"]!))) != asked["code_challenge"])
            return Results.Json(new Dictionary<string, string> { ["error"] = "invalid_grant" }, statusCode: 400);
        Exchanges++;
        return Results.Json(new Dictionary<string, object> { ["access_token"] = $"access-{Exchanges}", ["token_type"] = "Bearer", ["expires_in"] = 300 });
    }
}
