using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SignGateway.Tickets;

namespace SignGateway.Uploads;

/// <summary>Under which keys callbacks are claimed at the replay guard.</summary>
internal static class GuardKeys
{
    private const int DigestBytes = 8;

    // Another ETag or size is another event, not a repeat; so both are part of the key.
    // The braces keep all keys of one upload in one slot of a cluster.
    public static string Of(UploadId id, long size, string? etag)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{size} {etag}")), digest);
        return $"{{{id}}}:{Convert.ToHexStringLower(digest[..DigestBytes])}";
    }
}
