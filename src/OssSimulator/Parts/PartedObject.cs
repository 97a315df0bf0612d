using System.Globalization;
using System.Security.Cryptography;
using OssSimulator.Objects;

namespace OssSimulator.Parts;

/// <summary>What becomes of parts, without reading them again.</summary>
internal static class PartedObject
{
    public static ObjectMetadata Describe(UploadRecord record, IReadOnlyList<UploadedPart> parts, string? acl, DateTimeOffset now) => new()
    {
        Bucket = record.Bucket,
        Key = record.Key,
        Size = parts.Sum(part => part.Size),
        ETag = ETag(parts),
        Crc64 = Crc(parts).ToString(CultureInfo.InvariantCulture),
        ContentMd5 = "",
        ContentType = record.Traits.ContentType,
        Acl = acl ?? record.Traits.Acl,
        StorageClass = record.Traits.StorageClass,
        LastModified = now,
        Headers = record.Traits.Headers,
        UserMetadata = record.Traits.UserMetadata,
        Parts = new PartList(record.Id, [.. parts.Select(part => new PartFile(part.File, part.Size))]),
    };

    /// <summary>OSS does not tell its rule, but this shape: 32 digits of a hash, and how many parts there are.</summary>
    private static string ETag(IReadOnlyList<UploadedPart> parts)
    {
        byte[] digests = [.. parts.SelectMany(part => Convert.FromHexString(part.ETag))];
        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexString(MD5.HashData(digests))}-{parts.Count}");
    }

    private static ulong Crc(IReadOnlyList<UploadedPart> parts) =>
        parts.Skip(1).Aggregate(parts[0].Crc64, (sum, part) => Crc64Sum.Join(sum, part.Crc64, part.Size));
}
