namespace OssSimulator.Objects;

/// <summary>All that is known of a stored object but its content.</summary>
internal sealed record ObjectMetadata
{
    public required string Bucket { get; init; }

    public required string Key { get; init; }

    public required long Size { get; init; }

    public required string ETag { get; init; }

    public required string Crc64 { get; init; }

    public required string ContentMd5 { get; init; }

    public required string ContentType { get; init; }

    public required string Acl { get; init; }

    public required string StorageClass { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required IReadOnlyDictionary<string, string> UserMetadata { get; init; }

    public bool IsPublic => Acl is "public-read" or "public-read-write";
}
