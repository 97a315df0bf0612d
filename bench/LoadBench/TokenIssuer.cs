using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SignGateway.TestServers;

namespace LoadBench;

/// <summary>An Authority on this machine: it publishes its key, and makes tokens that are signed with it (RS256), no two alike.</summary>
internal sealed class TokenIssuer : IAsyncDisposable
{
    private const string KeyId = "bench";

    private readonly WebApplication _app;
    private readonly RSAParameters _key;
    private long _made;

    private TokenIssuer(WebApplication app, string url, RSAParameters key) => (_app, Url, _key) = (app, url, key);

    public string Url { get; }

    /// <summary>The settings that make a gateway trust it.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["Authentication__Schemes__Bearer__Authority"] = Url,
        ["Authentication__Schemes__Bearer__RequireHttpsMetadata"] = "false",
        ["Authentication__Schemes__Bearer__ValidIssuers__0"] = Url,
    };

    public static async Task<TokenIssuer> StartAsync()
    {
        using var rsa = RSA.Create(2048);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var issuer = new TokenIssuer(builder.Build(), $"http://127.0.0.1:{FreePort.Next()}", rsa.ExportParameters(includePrivateParameters: true));
        issuer._app.Urls.Add(issuer.Url);
        var key = new { kty = "RSA", use = "sig", alg = "RS256", kid = KeyId, n = Base64Url.EncodeToString(issuer._key.Modulus!), e = Base64Url.EncodeToString(issuer._key.Exponent!) };
        var published = JsonSerializer.Serialize(new { keys = new[] { key } });
        var document = JsonSerializer.Serialize(new { issuer = issuer.Url, jwks_uri = $"{issuer.Url}/keys" });
        issuer._app.MapGet("/.well-known/openid-configuration", () => Results.Text(document, "application/json"));
        issuer._app.MapGet("/keys", () => Results.Text(published, "application/json"));
        await issuer._app.StartAsync();
        return issuer;
    }

    public string Make()
    {
        using var rsa = RSA.Create(_key);
        return Make(rsa);
    }

    /// <summary>So many, made by all processors.</summary>
    public string[] Make(int count)
    {
        var tokens = new string[count];
        Parallel.For(0, count, () => RSA.Create(_key), (index, _, rsa) =>
        {
            tokens[index] = Make(rsa);
            return rsa;
        }, rsa => rsa.Dispose());
        return tokens;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private string Make(RSA rsa)
    {
        var end = DateTimeOffset.UtcNow.AddHours(8).ToUnixTimeSeconds();
        var payload = JsonSerializer.SerializeToUtf8Bytes(new { iss = Url, aud = "bench", sub = "alice", exp = end, jti = Interlocked.Increment(ref _made) });
        var text = $"{Part(JsonSerializer.SerializeToUtf8Bytes(new { alg = "RS256", typ = "JWT", kid = KeyId }))}.{Part(payload)}";
        return $"{text}.{Part(rsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Part(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
