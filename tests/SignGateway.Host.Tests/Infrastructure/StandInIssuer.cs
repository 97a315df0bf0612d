using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SignGateway.Host.Tests.Infrastructure;

/// <summary>An Authority that publishes one RSA key, counts how often it is asked, and signs whatever a test wants.</summary>
public sealed class StandInIssuer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private RSA _key = RSA.Create(2048);
    private int _fetches;

    private StandInIssuer(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    public string KeyId { get; private set; } = "first";

    public int Fetches => _fetches;

    /// <summary>Whether it answers 500 to everything.</summary>
    public bool Broken { get; set; }

    /// <summary>The settings that make a Host trust it beside the tests' own issuer.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["Authentication__Schemes__Bearer__Authority"] = Url,
        ["Authentication__Schemes__Bearer__RequireHttpsMetadata"] = "false",
        ["Authentication__Schemes__Bearer__ValidIssuers__0"] = Url,
    };

    public string PublicKeyPem => _key.ExportSubjectPublicKeyInfoPem();

    public static async Task<StandInIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var issuer = new StandInIssuer(app);
        app.MapGet("/.well-known/openid-configuration", () => issuer.Answer(() => new() { ["issuer"] = issuer.Url, ["jwks_uri"] = issuer.Url + "/keys" }));
        app.MapGet("/keys", () => issuer.Answer(issuer.Keys));
        await app.StartAsync();
        return issuer;
    }

    /// <summary>Puts a new key in the place of the one that is published.</summary>
    public void Rotate(string keyId)
    {
        _key.Dispose();
        (_key, KeyId) = (RSA.Create(2048), keyId);
    }

    public JsonObject Claims(string user)
    {
        var claims = Jwt.Claims(user);
        claims["iss"] = Url;
        return claims;
    }

    public string For(string user) => Sign(Claims(user));

    public string Sign(JsonObject claims, string algorithm = "RS256", string? keyId = null)
    {
        var text = Text(claims, algorithm, keyId);
        return $"{text}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>Signs with a shared secret that is anything but secret.</summary>
    public string SignHs256(JsonObject claims, byte[] secret)
    {
        var text = Text(claims, "HS256", null);
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)))}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private string Text(JsonObject claims, string algorithm, string? keyId)
    {
        var header = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = keyId ?? KeyId };
        return $"{Part(header)}.{Part(claims)}";
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private IResult Answer(Func<JsonObject> document) => Broken ? Results.StatusCode(500) : Results.Content(document().ToJsonString(), "application/json");

    private JsonObject Keys()
    {
        Interlocked.Increment(ref _fetches);
        var key = _key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA", ["use"] = "sig", ["kid"] = KeyId, ["n"] = Base64Url.EncodeToString(key.Modulus!), ["e"] = Base64Url.EncodeToString(key.Exponent!),
            }),
        };
    }
}
