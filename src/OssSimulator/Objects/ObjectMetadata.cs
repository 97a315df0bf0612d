using System.Text.Json.Serialization;

namespace OssSimulator.Objects;

/// <summary>All that is known of a stored object but its content.</summary>
internal sealed record ObjectMetadata
{
    public required string Bucket { get; init; }

    public required string Key { get; init; }

    public required long Size { get; init; }

    public required string ETag { get; init; }

    public required string Crc64 { get; init; }

    /// <summary>Empty for an object made of parts: nobody has seen it whole.</summary>
    public required string ContentMd5 { get; init; }

    public required string ContentType { get; init; }

    public required string Acl { get; init; }

    public required string StorageClass { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required IReadOnlyDictionary<string, string> UserMetadata { get; init; }

    /// <summary>What the content file is named by; nothing where that is the ETag, as it was while all ETags were random.</summary>
    public string? Version { get; init; }

    /// <summary>Where the content lies if it was uploaded in parts; there is no content file then.</summary>
    public PartList? Parts { get; init; }

    [JsonIgnore]
    public string Type => Parts is null ? "Normal" : "Multipart";

    [JsonIgnore]
    public bool IsPublic => Acl is "public-read" or "public-read-write";
}
