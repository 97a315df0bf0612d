namespace SignGateway.Uploads;

/// <summary>The shape of an upload in the API description; <see cref="UploadJson"/> writes it.</summary>
internal sealed record UploadSchema(
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
    string? Evidence);
