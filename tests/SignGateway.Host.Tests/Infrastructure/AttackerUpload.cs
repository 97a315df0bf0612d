using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OssSimulator;

namespace SignGateway.Host.Tests.Infrastructure;

/// <summary>A customer of storage who signs forms of their own, with whatever callback they like.</summary>
public static class AttackerUpload
{
    public static async Task PostAsync(Uri storage, JsonObject callback)
    {
        var policy = Convert.ToBase64String(Encoding.UTF8.GetBytes(
            $$"""{"expiration":"{{DateTimeOffset.UtcNow.AddMinutes(5):yyyy-MM-ddTHH:mm:ss.fffZ}}","conditions":[["starts-with","$key","attack/"]]}"""));
        var signature = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(SimulatorOptions.DefaultAccessKeySecret), Encoding.UTF8.GetBytes(policy)));
        var grant = new JsonObject { ["url"] = new Uri(storage, $"/{SimulatorOptions.DefaultBucket}").AbsoluteUri };
        await GatewayClient.PostAsync(grant, [1],
        [
            new("key", $"attack/{Guid.NewGuid():N}"),
            new("OSSAccessKeyId", SimulatorOptions.DefaultAccessKeyId),
            new("policy", policy),
            new("Signature", signature),
            new("callback", Convert.ToBase64String(Encoding.UTF8.GetBytes(callback.ToJsonString()))),
        ]);
    }
}
