using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SignGateway.Tickets;

/// <summary>The digests inside a ticket: SHA-256, cut to 24 bytes, over length-prefixed parts, so that no two inputs share a text.</summary>
public static class TicketDigest
{
    /// <summary>Bytes of a digest.</summary>
    public const int Length = 24;

    private const int LengthPrefix = 4;
    private const int UsualBytes = 512;

    /// <summary>Digest of a bucket and an object key.</summary>
    public static byte[] OfLocation(string bucket, string key) => Of(bucket, key);

    /// <summary>Digest of variables, whatever their order.</summary>
    public static byte[] OfVars(IEnumerable<KeyValuePair<string, string>> vars)
    {
        List<KeyValuePair<string, string>> sorted = [.. vars];
        sorted.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        var parts = new string[2 * sorted.Count];
        for (var index = 0; index < sorted.Count; index++)
            (parts[2 * index], parts[2 * index + 1]) = sorted[index];
        return Of(parts);
    }

    private static byte[] Of(params ReadOnlySpan<string> parts)
    {
        var length = 0;
        foreach (var part in parts)
            length += LengthPrefix + Encoding.UTF8.GetByteCount(part);

        Span<byte> text = length <= UsualBytes ? stackalloc byte[UsualBytes] : new byte[length];
        var rest = text;
        foreach (var part in parts)
        {
            var written = Encoding.UTF8.GetBytes(part, rest[LengthPrefix..]);
            BinaryPrimitives.WriteInt32BigEndian(rest, written);
            rest = rest[(LengthPrefix + written)..];
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..length], hash);
        return hash[..Length].ToArray();
    }
}
