namespace OssSimulator.Objects;

/// <summary>What an uploader asks of an object besides its content, however it is uploaded.</summary>
internal sealed record ObjectTraits
{
    public required string ContentType { get; init; }

    public required string Acl { get; init; }

    public required string StorageClass { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required IReadOnlyDictionary<string, string> UserMetadata { get; init; }
}
