using SignGateway.Uploads;

namespace SignGateway.Admin;

// The shapes in the API description; AdminUploadJson is what really writes.
internal sealed record AdminUploadSchema(
    string Id,
    string UserId,
    string Profile,
    string Bucket,
    string Key,
    string State,
    string FileName,
    string ContentType,
    long? Size,
    string? Etag,
    string? Crc64,
    ImageInfo? Image,
    Dictionary<string, string> Vars,
    Dictionary<string, string> ClientVars,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? StoredAt,
    string? RecordedBy,
    string? Evidence,
    DateTimeOffset? LookAt,
    bool Deleting,
    bool Erased);
