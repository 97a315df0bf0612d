using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using SignGateway.Tickets;

namespace SignGateway.Uploads;

/// <summary>Under which keys callbacks are claimed at the replay guard.</summary>
internal static class GuardKeys
{
    private const int DigestBytes = 8;

    // An ETag of OSS is shorter by far.
    private const int UsualBytes = 256;

    // Another ETag or size is another event, not a repeat; so both are part of the key.
    // The braces keep all keys of one upload in one slot of a cluster.
    public static string Of(UploadId id, long size, string? etag)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> buffer = stackalloc byte[UsualBytes];
        var text = Utf8.TryWrite(buffer, CultureInfo.InvariantCulture, $"{size} {etag}", out var length)
            ? buffer[..length]
            : Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{size} {etag}"));
        SHA256.HashData(text, digest);
        return $"{{{id}}}:{Convert.ToHexStringLower(digest[..DigestBytes])}";
    }
}
