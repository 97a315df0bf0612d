using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace SignGateway.Tests.Infrastructure;

/// <summary>A message as an application received it, with its own reading of what a valid one is.</summary>
internal sealed record HeardMessage(string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonObject Upload => JsonNode.Parse(Body)!.AsObject();

    public string Id => Headers["webhook-id"];

    public bool IsSignedWith(string secret)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{Id}.{Headers["webhook-timestamp"]}."), .. Body];
        using var mac = new HMACSHA256(Convert.FromBase64String(secret["whsec_".Length..]));
        return Headers["webhook-signature"].Split(' ').Contains($"v1,{Convert.ToBase64String(mac.ComputeHash(signed))}");
    }
}
