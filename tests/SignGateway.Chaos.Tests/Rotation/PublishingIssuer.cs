using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SignGateway.TestHosts;

namespace SignGateway.Chaos.Tests.Rotation;

/// <summary>An Authority with two keys, of which it publishes those that a test names.</summary>
internal sealed class PublishingIssuer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Dictionary<string, RSA> _keys = new() { ["first"] = RSA.Create(2048), ["second"] = RSA.Create(2048) };

    private PublishingIssuer(WebApplication app) => _app = app;

    /// <summary>The ids of the keys that it publishes.</summary>
    public IReadOnlyList<string> Published { get; set; } = ["first"];

    /// <summary>The settings that make a Host trust it.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["Authentication__Schemes__Bearer__Authority"] = Url,
        ["Authentication__Schemes__Bearer__RequireHttpsMetadata"] = "false",
        ["Authentication__Schemes__Bearer__ValidIssuers__0"] = Url,
        ["Authentication__Schemes__Bearer__ValidAudiences__0"] = Jwt.Audience,
    };

    private string Url => _app.Urls.First();

    public static async Task<PublishingIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var issuer = new PublishingIssuer(app);
        app.MapGet("/.well-known/openid-configuration", () => Answer(new JsonObject { ["issuer"] = issuer.Url, ["jwks_uri"] = issuer.Url + "/keys" }));
        app.MapGet("/keys", () => Answer(new JsonObject { ["keys"] = new JsonArray([.. issuer.Published.Select(issuer.Publish)]) }));
        await app.StartAsync();
        return issuer;
    }

    public string For(string user, string keyId)
    {
        var claims = Jwt.Claims(user);
        claims["iss"] = Url;
        var text = $"{Part(new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = keyId })}.{Part(claims)}";
        return $"{text}.{Base64Url.EncodeToString(_keys[keyId].SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        foreach (var key in _keys.Values)
            key.Dispose();
    }

    private JsonNode Publish(string keyId)
    {
        var key = _keys[keyId].ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA", ["use"] = "sig", ["kid"] = keyId, ["n"] = Base64Url.EncodeToString(key.Modulus!), ["e"] = Base64Url.EncodeToString(key.Exponent!),
        };
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static IResult Answer(JsonObject document) => Results.Content(document.ToJsonString(), "application/json");
}
