using System.Security.Cryptography;
using System.Text;

namespace SignGateway.Events.Delivery;

/// <summary>The signature of Standard Webhooks over name, time and body; while a secret is being replaced, one of each.</summary>
internal static class WebhookSignature
{
    private const string Version = "v1,";

    public static string Sign(string id, string timestamp, ReadOnlySpan<byte> body, IEnumerable<byte[]> secrets)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{id}.{timestamp}."), .. body];
        return string.Join(' ', secrets.Select(secret => Version + Convert.ToBase64String(HMACSHA256.HashData(secret, signed))));
    }
}
