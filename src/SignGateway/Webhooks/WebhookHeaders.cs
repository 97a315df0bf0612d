using System.Globalization;
using System.Text;

namespace SignGateway.Webhooks;

/// <summary>The headers by which a receiver of Standard Webhooks knows who sent a message, and when.</summary>
internal static class WebhookHeaders
{
    public const string Id = "webhook-id";
    public const string Timestamp = "webhook-timestamp";
    public const string Signature = "webhook-signature";

    /// <summary>The headers of one message, with a signature for each secret: while a secret is changed, receivers may know either.</summary>
    /// <param name="id">The same whenever the same message is sent; without a full stop, which parts what is signed.</param>
    /// <param name="time">When it is sent.</param>
    /// <param name="body">The body, byte for byte.</param>
    /// <param name="secrets">At least one.</param>
    public static IEnumerable<KeyValuePair<string, string>> Of(string id, DateTimeOffset time, ReadOnlySpan<byte> body, IReadOnlyList<WebhookSecret> secrets)
    {
        var timestamp = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] message = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return
        [
            new(Id, id),
            new(Timestamp, timestamp),
            new(Signature, string.Join(' ', secrets.Select(secret => $"v1,{secret.Sign(message)}"))),
        ];
    }
}
