namespace SignGateway.Objects;

/// <summary>What HeadObject says of an object.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="ETag">Without quotes.</param>
/// <param name="ContentType">The stored media type.</param>
/// <param name="Crc64">CRC-64 as OSS writes it, or null.</param>
/// <param name="ContentEncoding">The stored content encoding, or null.</param>
/// <param name="Ticket">The object ticket in its metadata, or null.</param>
/// <param name="LastModified">When the object was stored, or null.</param>
public sealed record ObjectHead(
    long Size, string ETag, string ContentType, string? Crc64, string? ContentEncoding, string? Ticket, DateTimeOffset? LastModified = null);
