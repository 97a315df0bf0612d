using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SignGateway.Tickets;

/// <summary>The digests inside a ticket: SHA-256, cut to 24 bytes, over length-prefixed parts, so that no two inputs share a text.</summary>
public static class TicketDigest
{
    /// <summary>Bytes of a digest.</summary>
    public const int Length = 24;

    /// <summary>Digest of a bucket and an object key.</summary>
    public static byte[] OfLocation(string bucket, string key) => Of([bucket, key]);

    /// <summary>Digest of variables, whatever their order.</summary>
    public static byte[] OfVars(IEnumerable<KeyValuePair<string, string>> vars) =>
        Of(vars.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => new[] { pair.Key, pair.Value }));

    private static byte[] Of(IEnumerable<string> parts)
    {
        var text = new ArrayBufferWriter<byte>();
        foreach (var part in parts)
        {
            BinaryPrimitives.WriteInt32BigEndian(text.GetSpan(4), Encoding.UTF8.GetByteCount(part));
            text.Advance(4);
            Encoding.UTF8.GetBytes(part, text);
        }

        return SHA256.HashData(text.WrittenSpan)[..Length];
    }
}
