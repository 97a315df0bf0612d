using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace SignGateway.TestHosts;

/// <summary>An issuer of tokens whose key the Host is configured with.</summary>
public sealed class Jwt
{
    public const string Issuer = "https://issuer.example";
    public const string Audience = "uploads";

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>The settings that make a Host trust this issuer.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["Authentication__Schemes__Bearer__ValidIssuer"] = Issuer,
        ["Authentication__Schemes__Bearer__ValidAudiences__0"] = Audience,
        ["Authentication__Schemes__Bearer__SigningKeys__0__Issuer"] = Issuer,
        ["Authentication__Schemes__Bearer__SigningKeys__0__Value"] = Key,
    };

    /// <summary>What it signs with, in Base64.</summary>
    public string Key => Convert.ToBase64String(_key);

    public static JsonObject Claims(string user) => new()
    {
        ["iss"] = Issuer,
        ["aud"] = Audience,
        ["sub"] = user,
        ["nbf"] = DateTimeOffset.UtcNow.AddMinutes(-5).ToUnixTimeSeconds(),
        ["exp"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds(),
    };

    public string For(string user) => Sign(Claims(user));

    public string Sign(JsonObject claims, string algorithm = "HS256")
    {
        var text = $"{Part(Encoding.UTF8.GetBytes($"{{\"alg\":\"{algorithm}\",\"typ\":\"JWT\"}}"))}.{Part(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{text}.{(algorithm == "none" ? "" : Part(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(text))))}";
    }

    private static string Part(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
